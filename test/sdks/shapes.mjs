// Shapes of classes of the laboratory's artefacts: reads the plain builds and writes rules/sdk-shapes/<sdk>.json, what
// renamed code of each is recognised by. A part that stands in anybody else's code is no sign and is left out: other
// SDKs', ordinary libraries' that artefacts bundle, and those of the packages of --others, a file with a path a line.
//   node test/sdks/shapes.mjs --work <folder> [--others <file>] [--without <text>] [--to rules/sdk-shapes]
// Needs what lab.mjs leaves in <folder>, and a build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import JSZip from 'jszip';
import { parse } from 'yaml';

const { values: options } = parseArgs({
  options: {
    work: { type: 'string' },
    others: { type: 'string' },
    without: { type: 'string' },
    to: { type: 'string' },
  },
});
const work = resolve(options.work ?? 'sdk-lab');
const to = resolve(options.to ?? 'rules/sdk-shapes');
const module = (name) => import(resolve('dist', name));
const { openDex } = await module('formats/dex/open.js');
const { buildProgram } = await module('program/program.js');
const { ShapeReader } = await module('program/shapes.js');
const { PrefixTable, packageOf } = await module('judge/prefixes.js');
const { loadCatalogue } = await module('catalogue/load.js');

/** Parts kept for a class: enough that some survive, few enough that the table stays small. */
const PARTS_OF_CLASS = 10;
/** A class with fewer says nothing that could be recognised. */
const LEAST_PARTS = 2;

const names = new PrefixTable();
const catalogue = loadCatalogue();
for (const prefix of catalogue.libraryPrefixes) names.add(prefix, null);
for (const { id, signals } of catalogue.sdks)
  for (const { kind, value } of signals) if (kind === 'package') names.add(value, id);
const ownerOf = (descriptor) => names.longest(packageOf(descriptor))?.value ?? null;

async function programOf(path) {
  const zip = await JSZip.loadAsync(readFileSync(path));
  const inputs = [];
  for (const entry of Object.keys(zip.files)
    .filter((name) => /(^|\/)classes\d*\.dex$/.test(name))
    .sort())
    for (const dex of openDex(await zip.files[entry].async('uint8array'), () => {}))
      inputs.push({ entry, dex });
  return buildProgram(inputs, () => () => {});
}

/** Every class with its name and the parts of its shape, texts first. */
function* shapesOf(program) {
  const reader = new ShapeReader(program);
  for (let cls = 0; cls < program.classType.length; cls++) {
    const [texts, runs] = [new Set(), new Set()];
    reader.read(cls, (part, isText) => (isText ? texts : runs).add(part));
    yield { name: program.types.text(program.classType[cls]), texts: [...texts], runs: [...runs] };
  }
}

const SHARED = Symbol('more than one');
const whose = new Map();
const claim = (part, owner) => whose.set(part, whose.has(part) && whose.get(part) !== owner ? SHARED : owner);

const nameOf = (at) => at.replaceAll(':', '__').replace('@', '.');
const table = parse(readFileSync(new URL('artefacts.yaml', import.meta.url), 'utf8')).artefacts;
const artefacts = [];
for (const row of table) {
  const dex = join(work, 'built', `${nameOf(row.at)}-plain`, 'dex.zip');
  if (!existsSync(dex) || (options.without && row.at.includes(options.without))) continue;
  const classes = [...shapesOf(await programOf(dex))].map((shape) => ({
    ...shape,
    owner: ownerOf(shape.name),
  }));
  for (const { owner, texts, runs } of classes) for (const part of [...texts, ...runs]) claim(part, owner);
  artefacts.push({ ...row, classes });
}

/** Names that renaming leaves behind: such code may be anybody's, an SDK's too. */
const isRenamed = (name) =>
  /^L(?:[^/]{1,2}\/)*[^/]*;$/.test(name) || name.slice(name.lastIndexOf('/') + 1, -1).length <= 3;
const others = options.others ? readFileSync(options.others, 'utf8').split('\n').filter(Boolean) : [];
for (const path of others) {
  try {
    for (const { name, texts, runs } of shapesOf(await programOf(path))) {
      if (isRenamed(name) || ownerOf(name) !== null) continue;
      for (const part of [...texts, ...runs]) if (whose.has(part)) whose.set(part, SHARED);
    }
  } catch {
    // Not every file of a collection is a package.
  }
}

/** The smallest of each kind, so that another version of the class keeps the same ones. */
function chosen({ owner, texts, runs }) {
  const own = (list) => list.filter((part) => whose.get(part) === owner).sort((a, b) => a - b);
  const [ownTexts, ownRuns] = [own(texts), own(runs)];
  const half = Math.max(PARTS_OF_CLASS / 2, PARTS_OF_CLASS - ownRuns.length);
  const kept = ownTexts.slice(0, half);
  kept.push(...ownRuns.slice(0, PARTS_OF_CLASS - kept.length));
  return kept.length < LEAST_PARTS ? [] : kept;
}

const files = new Map();
for (const { at, classes } of artefacts) {
  const [group, artifact, version] = at.split(/[:@]/);
  const sha256 = createHash('sha256')
    .update(readFileSync(join(work, 'artefacts', nameOf(at))))
    .digest('hex');
  for (const owner of new Set(classes.map((shape) => shape.owner))) {
    if (owner === null) continue;
    const lists = classes.filter((shape) => shape.owner === owner).map(chosen);
    const parts = Int32Array.from(new Set(lists.flat())).sort();
    if (parts.length === 0) continue;
    const file = files.get(owner) ?? { sdk: owner, versions: [] };
    file.versions.push({
      artefact: `${group}:${artifact}`,
      version,
      sha256,
      classes: lists.filter((list) => list.length > 0).length,
      parts: Buffer.from(parts.buffer).toString('base64'),
    });
    files.set(owner, file);
  }
}
rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
for (const [id, file] of files) writeFileSync(join(to, `${id}.json`), `${JSON.stringify(file, null, 1)}\n`);
console.error(`${files.size} SDKs of ${artefacts.length} artefacts, ${others.length} packages of others`);
