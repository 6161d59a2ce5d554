// Asks aapt what a package says and compares it with what we read: the manifest tree node by node, the facts that
// "dump badging" prints, and every value of the resource table. Leaves choosing packages to aapt.test.ts.
import { execFileSync } from 'node:child_process';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { CODENAME_SDK, manifestExtractor } from '../../src/extract/manifest.js';
import { readBinaryXml } from '../../src/formats/resources/binary-xml.js';
import { DATA } from '../../src/formats/resources/layout.js';
import { openResourceTable } from '../../src/formats/resources/table.js';
import type { Element } from '../../src/formats/resources/xml-tree.js';
import type { ManifestFacts } from '../../src/model/facts.js';
import { openPackage } from '../../src/package/index.js';
import { runExtractors } from '../support/memory-package.js';

function run(...args: string[]): string {
  try {
    return execFileSync('aapt', args, {
      encoding: 'utf8',
      maxBuffer: 1 << 29,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    // aapt ends with an error on some honest packages after printing all it knows
    return (error as { stdout?: string }).stdout ?? '';
  }
}
/** The version line of aapt, or null when it is not installed. */
export function aaptVersion(): string | null {
  try {
    return execFileSync('aapt', ['version'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

/** A difference: what, ours, theirs. */
export interface Difference {
  what: string;
  ours: string;
  theirs: string;
}
const differ = (what: string, ours: readonly string[], theirs: readonly string[]): Difference[] => {
  const a = new Set(ours);
  const b = new Set(theirs);
  return [
    ...[...a].filter((x) => !b.has(x)).map((x) => ({ what, ours: x, theirs: '-' })),
    ...[...b].filter((x) => !a.has(x)).map((x) => ({ what, ours: '-', theirs: x })),
  ];
};

const hex = (n: number): string => (n >>> 0).toString(16);
const hex8 = (n: number): string => hex(n).padStart(8, '0');
const escape = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');

/** Our tree as "aapt dump xmltree" prints it, without namespaces and comments. */
function dump(element: Element, prefixes: ReadonlyMap<string, string>, depth = 0): string[] {
  const name = (ns: string | null, local: string): string =>
    ns === null ? local : `${prefixes.get(ns) ?? ns}:${local}`;
  const lines = [`${' '.repeat(depth)}E: ${name(element.namespace, element.name)} (line=${element.line})`];
  for (const { namespace, name: local, id, value, raw } of element.attributes) {
    const label = name(namespace, local) + (id === 0 ? '' : `(0x${hex8(id)})`);
    const text =
      value.type === DATA.null
        ? value.data === 0
          ? '(null)'
          : '(empty)'
        : value.type === DATA.reference || value.type === DATA.dynamicReference
          ? `@0x${hex8(value.data)}`
          : value.type === DATA.attribute
            ? `?0x${hex8(value.data)}`
            : value.type === DATA.string
              ? `"${escape(value.text ?? '')}"`
              : `(type 0x${hex(value.type)})0x${hex(value.data)}`;
    lines.push(
      `${' '.repeat(depth + 1)}A: ${label}=${text}${raw === null ? '' : ` (Raw: "${escape(raw)}")`}`,
    );
  }
  for (const child of element.children) lines.push(...dump(child, prefixes, depth + 1));
  return lines;
}

function compareTree(path: string, entry: string, data: Uint8Array): Difference[] {
  const prefixes = new Map<string, string>();
  const theirs: string[] = [];
  const depths: number[] = [];
  for (const line of run('dump', 'xmltree', path, entry).split('\n')) {
    const namespace = /^ *N: ([^=]*)=(\S+)/.exec(line);
    if (namespace !== null) prefixes.set(namespace[2]!, namespace[1]!);
    const kind = /^( *)([EA]): /.exec(line);
    if (kind === null) continue;
    // Depth by elements alone: namespaces indent too.
    const indent = kind[1]!.length;
    while (depths.length > 0 && depths.at(-1)! >= indent) depths.pop();
    theirs.push(' '.repeat(depths.length) + line.trim());
    if (kind[2] === 'E') depths.push(indent);
  }
  const ours = dump(readBinaryXml(data, DEFAULT_LIMITS, () => {}).root, prefixes).map((line) =>
    line.replace(/ \(line=.*$/, ''),
  );
  const plain = theirs.map((line) => line.replace(/ \(line=\d+\)$/, ''));
  for (let i = 0; i < Math.max(ours.length, plain.length); i++) {
    if (ours[i] !== plain[i])
      return [{ what: `${entry} line ${i}`, ours: ours[i] ?? '-', theirs: plain[i] ?? '-' }];
  }
  return [];
}

/** Facts that badging prints, each as one line; ours are written the same way from ManifestFacts. */
function compareBadging(path: string, facts: ManifestFacts): Difference[] {
  const badging = run('dump', 'badging', path).split('\n');
  const first = (pattern: RegExp): string =>
    badging.map((line) => pattern.exec(line)?.[1]).find((x) => x !== undefined) ?? '';
  const all = (pattern: RegExp): string[] =>
    badging.flatMap((line) => {
      const match = pattern.exec(line);
      return match === null
        ? []
        : [
            match
              .slice(1)
              .filter((x) => x !== undefined)
              .join(' '),
          ];
    });
  const text = (value: string | number | null): string => (value === null ? '' : String(value));
  // A preview's codename is printed as it is; and aapt, unlike the platform, then assumes a target below 4.
  const level = (value: number | null): string =>
    facts.sdkCodename !== null && value === CODENAME_SDK ? facts.sdkCodename : text(value);
  const impliedNames = all(/^uses-implied-permission: name='([^']*)'/);
  const impliedFeatures = new Set(all(/^ *uses-implied-feature: name='([^']*)'/));
  const declared = facts.permissions.filter((p) => p.source !== 'implied');
  const shape = (p: { name: string; maxSdk: number | null }): string =>
    p.name + (p.maxSdk === null ? '' : ` ${p.maxSdk}`);
  const theirDeclared = all(/^uses-permission: name='([^']*)'(?: maxSdkVersion='(\d+)')?/).filter(
    (p) => !impliedNames.includes(p),
  );
  const sdk23 = all(/^uses-permission-sdk-23: name='([^']*)'(?: maxSdkVersion='(\d+)')?/);
  const ourFeatures = facts.features.filter((f) => f.name !== '');
  return [
    ...differ('package', [facts.package], [first(/^package: name='([^']*)'/)]),
    ...differ(
      'versionCode',
      [text(facts.versionCode === null ? null : facts.versionCode % 2 ** 32)],
      [first(/versionCode='([^']*)'/)],
    ),
    ...differ('versionName', [text(facts.versionName)], [first(/versionName='([^']*)'/)]),
    ...differ('minSdk', [level(facts.minSdk)], [first(/^sdkVersion:'([^']*)'/)]),
    ...differ('targetSdk', [level(facts.targetSdk)], [first(/^targetSdkVersion:'([^']*)'/)]),
    ...differ('permissions', declared.filter((p) => p.source === 'declared').map(shape), theirDeclared),
    ...differ('permissions from 23', declared.filter((p) => p.source === 'sdk-23').map(shape), sdk23),
    // aapt knows the implied permissions of API 16 and before; each must be among ours, declared or implied
    ...impliedNames
      .filter((name) => facts.sdkCodename === null && !facts.permissions.some((p) => p.name === name))
      .map((name) => ({ what: 'implied permission', ours: '-', theirs: name })),
    ...differ(
      'features',
      ourFeatures.map((f) => `${f.name} ${f.required}`),
      [
        ...all(/^ *uses-feature: name='([^']*)'/)
          .filter((name) => !impliedFeatures.has(name))
          .map((name) => `${name} true`),
        ...all(/^ *uses-feature-not-required: name='([^']*)'/).map((name) => `${name} false`),
      ],
    ),
    ...differ('label', [text(facts.application.label)], [first(/^application-label:'(.*)'$/)]),
    ...compareLabels(
      facts,
      all(/^application-label-([\w-]+):'.*'$/),
      all(/^application-label-[\w-]+:'(.*)'$/),
    ),
    ...differ(
      'debuggable',
      [String(facts.application.debuggable === true)],
      [String(badging.includes('application-debuggable'))],
    ),
    ...compareLaunchers(facts, all(/^launchable-activity: name='([^']*)'/)),
    ...differ(
      'libraries',
      facts.usesLibraries.filter((l) => !l.native).map((l) => `${l.name} ${l.required}`),
      [
        ...all(/^uses-library:'([^']*)'/).map((name) => `${name} true`),
        ...all(/^uses-library-not-required:'([^']*)'/).map((name) => `${name} false`),
      ],
    ),
  ];
}

/** aapt prints a label for every locale of the package, filled up by fallback; ours lists those that are there. */
function compareLabels(
  facts: ManifestFacts,
  locales: readonly string[],
  texts: readonly string[],
): Difference[] {
  const ours = new Map(facts.application.labels.map((label) => [label.locale, label.text]));
  return locales.flatMap((locale, i) => {
    const found =
      ours.get(locale) ?? ours.get(locale.split('-', 1)[0]!) ?? ours.get('') ?? facts.application.label ?? '';
    return found === texts[i] ? [] : [{ what: `label ${locale}`, ours: found, theirs: texts[i]! }];
  });
}

/** aapt names enabled launcher activities, an alias by its own name. */
function compareLaunchers(facts: ManifestFacts, theirs: readonly string[]): Difference[] {
  const launchers = facts.components.filter((c) => c.isLauncher).map((c) => c.name);
  return theirs
    .filter((name) => !launchers.includes(name.startsWith('.') ? facts.package + name : name))
    .map((name) => ({ what: 'launcher', ours: launchers.join(' '), theirs: name }));
}

const COMPONENT = /^E: (activity|activity-alias|service|receiver|provider)$/;

/** Component names, read from aapt's tree with nothing of ours. */
function compareComponents(path: string, facts: ManifestFacts): Difference[] {
  const theirs: string[] = [];
  let parents: { indent: number; name: string }[] = [];
  let open: string | null = null;
  for (const line of run('dump', 'xmltree', path, 'AndroidManifest.xml').split('\n')) {
    const indent = line.length - line.trimStart().length;
    const text = line.trim().replace(/ \(line=\d+\)$/, '');
    if (text.startsWith('E: ')) {
      parents = parents.filter((parent) => parent.indent < indent);
      open = parents.length === 2 ? (COMPONENT.exec(text)?.[1] ?? null) : null;
      parents.push({ indent, name: text });
    }
    const name = /^A: [^=]*\(0x01010003\)="(.*)" \(Raw/.exec(text)?.[1];
    if (open !== null && name !== undefined && indent === parents.at(-1)!.indent + 2) {
      const full = name.startsWith('.')
        ? facts.package + name
        : name.includes('.')
          ? name
          : `${facts.package}.${name}`;
      theirs.push(`${open} ${full}`);
    }
  }
  return differ(
    'components',
    facts.components.map((c) => `${c.type} ${c.name}`),
    theirs,
  );
}

/** Every simple value of the table: id, type and data, in order of configurations. */
export function compareTable(path: string, data: Uint8Array): { differences: Difference[]; values: number } {
  const table = openResourceTable(data, DEFAULT_LIMITS, () => {});
  const theirs = new Map<number, string[]>();
  for (const line of run('dump', '--values', 'resources', path).split('\n')) {
    const match =
      /^ +resource 0x([0-9a-f]{8}) [^:]*:[^:]*: (?:t=0x([0-9a-f]+) d=0x([0-9a-f]{8})|(<bag>))/.exec(line);
    if (match === null) continue;
    const id = parseInt(match[1]!, 16);
    const list = theirs.get(id) ?? [];
    list.push(match[4] ?? `${match[2]} ${match[3]}`);
    theirs.set(id, list);
  }
  const differences: Difference[] = [];
  let values = 0;
  for (const [id, list] of theirs) {
    const ours = table
      .values(id)
      .map(({ value }) =>
        value === null ? '<bag>' : `${value.type.toString(16).padStart(2, '0')} ${hex8(value.data)}`,
      );
    values += list.length;
    if (ours.join() !== list.join())
      differences.push({ what: `resource 0x${hex8(id)}`, ours: ours.join(), theirs: list.join() });
  }
  return { differences, values };
}

/** Everything about one package; `table` also compares every resource value. */
export function compareWithAapt(path: string, table: boolean): { differences: Difference[]; values: number } {
  const pkg = openPackage([path], DEFAULT_LIMITS, () => {});
  try {
    const part = pkg.parts[0]!;
    const section = runExtractors(pkg, [manifestExtractor]).done.manifest!;
    if (section.state === 'missing') {
      return {
        differences: [{ what: 'manifest', ours: section.because.join(), theirs: 'readable' }],
        values: 0,
      };
    }
    const facts = section.value;
    const differences = [
      ...compareTree(path, 'AndroidManifest.xml', part.read('AndroidManifest.xml')),
      ...compareBadging(path, facts),
      ...compareComponents(path, facts),
    ];
    if (!table || !part.has('resources.arsc')) return { differences, values: 0 };
    const compared = compareTable(path, part.read('resources.arsc'));
    return { differences: [...differences, ...compared.differences], values: compared.values };
  } finally {
    pkg.close();
  }
}
