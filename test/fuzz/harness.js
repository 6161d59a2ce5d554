// Runs mutated packages through opening and extraction and sorts the outcomes: facts, a refusal by code, a limit.
// Anything else - another exception, more than two seconds, facts that are no plain JSON - is a failure.
// Leaves where the product comes from to the caller: sources under jest, dist under `npm run fuzz`.
import { openRandom } from './random.js';
import { mutate } from './mutate.js';

export const MAX_CASE_MS = 2_000;

/** @returns the bytes of one case; the same for the same seed and number, whatever ran before */
export function makeCase(seeds, seed, number) {
  const random = openRandom((Math.imul(seed, 0x01000193) ^ Math.imul(number, 0x85ebca6b)) >>> 0);
  return mutate(random.pick(seeds), random);
}

/** Processor time of this process, which a machine that is busy with something else does not add to. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Runs one case; a slow one gets a second try, because the first may have had to be compiled or cleared up after. */
export function runCase(product, data) {
  let outcome = timed(product, data);
  if (outcome.milliseconds > MAX_CASE_MS) outcome = timed(product, data);
  const { milliseconds } = outcome;
  return milliseconds > MAX_CASE_MS
    ? { kind: 'failure', what: `slow: ${Math.round(milliseconds)} ms`, milliseconds }
    : outcome;
}

function timed(product, data) {
  const started = spent();
  const outcome = outcomeOf(product, data);
  return { ...outcome, milliseconds: spent() - started };
}

function outcomeOf(product, data) {
  let pkg;
  try {
    pkg = product.openSources([product.openBytes(data, 'fuzz.apk')], product.limits);
  } catch (error) {
    if (error instanceof product.ParseError) return { kind: 'refused', what: error.code };
    return failure(error);
  }
  try {
    const facts = product.extractFacts(pkg, product.watch, product.limits);
    product.judge?.(facts); // what follows extraction must stand any facts as well
    const text = JSON.stringify(facts);
    if (text.includes('internal/extractor-failed'))
      return { kind: 'failure', what: text.slice(text.indexOf('internal/extractor-failed'), 300) };
    const limit = facts.diagnostics.find((x) => x.code.startsWith('limit/'));
    if (limit !== undefined) return { kind: 'limit', what: limit.code };
    return facts.diagnostics.length === 0
      ? { kind: 'facts', what: 'clean' }
      : { kind: 'facts', what: 'with diagnostics' };
  } catch (error) {
    return failure(error);
  } finally {
    pkg.close();
  }
}

const failure = (error) => ({
  kind: 'failure',
  what:
    error instanceof Error || (error && error.stack)
      ? String(error.stack).split('\n').slice(0, 6).join('\n')
      : String(error),
});

/** Runs cases from `from` up to `to`; calls back for each failure. */
export function runCases(product, seeds, { seed, from, to, onFailure, onProgress }) {
  const counts = {};
  const levels = {};
  let slowest = 0;
  for (let number = from; number < to; number++) {
    onProgress?.(number);
    const { data, level } = makeCase(seeds, seed, number);
    const outcome = runCase(product, data);
    counts[outcome.kind] = (counts[outcome.kind] ?? 0) + 1;
    levels[level] = (levels[level] ?? 0) + 1;
    slowest = Math.max(slowest, outcome.milliseconds);
    if (outcome.kind === 'failure') onFailure(number, level, outcome.what, data);
  }
  return { counts, levels, slowest };
}
