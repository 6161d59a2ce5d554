// The programs of our own, test/values/pairs.bin, as a group of the truth page: what each takes and whether it is sent on
// is known by construction, so nobody had to read them. Each comes as a leak and as a look-alike that does not send it,
// in Java or Kotlin, plain and through R8. Judged by the built product, out of memory. Leaves building and judging them
// to test/values; the figures of real packages never mix with these.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const HERE = new URL('../values/judge-pairs.ts', import.meta.url);

/** The judge of the pairs as a module of Node: what it takes from src/ comes from the build, as in the rest of the set. */
async function openPairs() {
  const built = {
    name: 'built',
    setup: (one) =>
      one.onResolve({ filter: /(^|\/)src\/.*\.js$/ }, ({ path }) => ({
        path: new URL(`../../dist/${path.replace(/^.*?src\//, '')}`, import.meta.url).href,
        external: true,
      })),
  };
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(HERE)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    define: { 'import.meta.url': JSON.stringify(HERE.href) },
    plugins: [built],
  });
  const text = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${text}`);
}

/** Judges every program and counts by language and build, all of them first. */
export async function ownBuilds() {
  const pairs = await openPairs();
  return countOwn(await pairs.judgePairs(() => true));
}

const share = (part, whole) => (whole === 0 ? null : part / whole);

/** Outcomes → one row for all, then one for each language and build. */
export function countOwn(outcomes) {
  const groups = new Map([['all', outcomes]]);
  for (const one of outcomes) {
    const name = `${one.pair.language}, ${one.build}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups].map(([name, own]) => {
    const leaks = own.filter(({ side }) => side === 'leak');
    const asserted = own.filter(({ said }) => said);
    const right = asserted.filter(({ side }) => side === 'leak').length;
    return {
      name,
      programs: own.length,
      kind: share(leaks.filter(({ shown }) => shown).length, leaks.length),
      said: asserted.length,
      precision: share(right, asserted.length),
      recall: share(right, leaks.length),
    };
  });
}
