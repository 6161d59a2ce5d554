// The table of labelled packages: one YAML file each under labels/, read and held to its form. A label says what a
// reader of the decompiled code found, whatever the tool says of it. Leaves counting to score.js.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What the code does, weakest first; `none`: what looks like a taking is none. */
export const RUNGS = ['none', 'declared', 'present', 'reachable', 'startup'];
const SENT = ['yes', 'no', 'unknown'];
const NEEDS = ['fair', 'excess'];
const ORIGIN = /^(github|npm|maven):\S+$/;

/** What is wrong with a label file, in words; empty when it keeps to the form. */
export function faultsOf(label, kinds) {
  const faults = [];
  const want = (holds, what) => void (holds || faults.push(what));
  want(ORIGIN.test(label.origin ?? ''), 'origin: where the package is public');
  want(typeof label.file === 'string' && label.file !== '', 'file: name of the package there');
  want(/^[0-9a-f]{64}$/.test(label.sha256 ?? ''), 'sha256 of the package');
  want(Array.isArray(label.types) && label.types.length > 0, 'types: the type it is, then others as right');
  want(label.given === undefined || typeof label.given === 'string', 'given: several types joined by +');
  want(label.drawn === undefined || typeof label.drawn === 'string', 'drawn: seed of the draw');
  want(typeof label.innocent === 'boolean', 'innocent: true or false');
  want(Number.isInteger(label.concern) && label.concern >= 0 && label.concern <= 4, 'concern: 0 to 4');
  const seen = new Set();
  for (const [at, take] of (label.takes ?? []).entries()) {
    const name = `takes[${at}]`;
    const key = `${take.kind}|${take.party}|${take.by ?? ''}`;
    want(kinds === null || kinds.has(take.kind), `${name}: unknown kind ${take.kind}`);
    want(/^(app|sdk:[a-z0-9-]+|library|unattributed)$/.test(take.party ?? ''), `${name}: party`);
    want(RUNGS.includes(take.rung), `${name}: rung`);
    want(take.sent === undefined || SENT.includes(take.sent), `${name}: sent`);
    want(take.need === undefined || NEEDS.includes(take.need), `${name}: need`);
    want(take.rung === 'declared' || (take.why ?? '').length >= 15, `${name}: why, by class and method`);
    want(!seen.has(key), `${name}: ${key} is there twice`);
    seen.add(key);
  }
  return faults;
}

/** All labels, by name of file. @throws Error that names every fault */
export function readLabels(folder, kinds = null) {
  const faults = [];
  const labels = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const label = {
        id: name.slice(0, -'.yaml'.length),
        ...parse(readFileSync(join(folder, name), 'utf8')),
      };
      faults.push(...faultsOf(label, kinds).map((fault) => `${name}: ${fault}`));
      return label;
    });
  const hashes = labels.map(({ sha256 }) => sha256);
  for (const label of labels)
    if (hashes.indexOf(label.sha256) !== hashes.lastIndexOf(label.sha256))
      faults.push(`${label.id}: two labels for one package`);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return labels;
}
