// Who may import whom: the table that the architecture test enforces and docs/architecture.md shows.
// A place is a file or folder under src/; a file belongs to the most specific place that contains it.

export interface Layer {
  place: string;
  /** Completes the sentence "<place> holds …"; printed when something is in the wrong place. */
  holds: string;
  imports: readonly string[];
  /** Node built-ins and packages; `in` narrows them to files or folders. */
  packages: readonly { name: string; in?: readonly string[] }[];
  /** May load schemas at run time (costs start-up time), not only their types. */
  schemas?: boolean;
}

const MODEL = 'model';
const CORE = ['bytes', 'model'];
/** What a scan goes through, and what is made of many scans. */
const STAGES = ['package', 'extract', 'catalogue', 'judge', 'checks', 'text', 'survey', 'compare', 'report'];

export const LAYERS: readonly Layer[] = [
  {
    place: 'model',
    holds: 'every plain-data type with its schema, and the orders and names they are compared by',
    imports: ['platform'],
    packages: [{ name: 'typebox' }],
    schemas: true,
  },
  {
    place: 'platform',
    holds: 'digests, inflation and the memory that is held, by Node or by a browser, behind one small port',
    imports: [],
    packages: [
      { name: '#platform' },
      { name: 'node:crypto', in: ['platform/node.ts'] },
      { name: 'node:module', in: ['platform/node.ts'] },
      { name: 'node:v8', in: ['platform/node.ts'] },
      { name: 'node:vm', in: ['platform/node.ts'] },
      { name: 'node:zlib', in: ['platform/node.ts'] },
      { name: '@noble/hashes', in: ['platform/browser.ts'] },
      { name: 'fflate', in: ['platform/browser.ts'] },
      { name: 'fast-xml-parser' },
      { name: 'acorn' },
    ],
  },
  {
    place: 'bytes',
    holds: 'bounds-checked access to bytes, text decoding and limits',
    imports: [],
    packages: [],
  },
  {
    place: 'formats',
    holds: 'one binary or text format per folder: structure, not meaning',
    imports: ['bytes'],
    packages: [],
  },
  {
    place: 'formats/zip',
    holds: 'the zip archive and inflation',
    imports: ['bytes'],
    packages: [{ name: '#platform' }],
  },
  {
    place: 'formats/signing',
    holds: 'signature schemes and certificates',
    imports: ['bytes', 'platform'],
    packages: [{ name: 'node:crypto' }],
  },
  {
    place: 'formats/protobuf-xml',
    holds: 'manifests and resources of bundles',
    imports: ['bytes', 'formats/resources'],
    packages: [],
  },
  {
    place: 'formats/text-xml',
    holds: 'XML that is text: source and decoded manifests',
    imports: ['bytes', 'formats/resources'],
    packages: [{ name: 'fast-xml-parser' }, { name: '#platform' }],
  },
  {
    place: 'formats/dart',
    holds: 'snapshots of Dart',
    imports: ['bytes', 'formats/elf'],
    packages: [],
  },
  {
    place: 'program',
    holds: 'the program across all DEX files: hierarchy, calls, reach',
    imports: ['formats/dex', ...CORE],
    packages: [],
  },
  {
    place: 'formats/js',
    holds: 'JavaScript, parsed by a library',
    imports: ['bytes'],
    packages: [{ name: 'acorn' }, { name: '#platform' }],
  },
  {
    place: 'formats/hermes',
    holds: 'Hermes bytecode: container, strings, instructions of every version',
    imports: ['bytes'],
    packages: [],
  },
  {
    place: 'script',
    holds: 'programs in scripts: values, modules, what can run',
    imports: ['formats/hermes', 'formats/js', MODEL],
    packages: [{ name: 'acorn' }],
  },
  {
    place: 'managed',
    holds: 'programs in assemblies of .NET: types, calls, what can run',
    imports: ['formats/assembly', ...CORE],
    packages: [],
  },
  {
    place: 'package',
    holds: 'kinds of input: anything a user names becomes a Package',
    imports: ['formats/zip', 'formats/resources', 'platform', ...CORE],
    packages: [{ name: 'node:fs' }, { name: 'node:path' }, { name: '#platform' }],
  },
  {
    place: 'extract',
    holds: 'what turns a Package into facts, one file per section',
    imports: ['package', 'formats', 'program', 'script', 'managed', ...CORE],
    packages: [{ name: '#platform' }],
  },
  {
    place: 'catalogue',
    holds: 'reading, checking and compiling rules/',
    imports: ['judge', 'checks', 'platform', MODEL],
    packages: [
      { name: 'node:fs' },
      { name: 'node:path' },
      { name: 'node:zlib', in: ['catalogue/load.ts'] },
      { name: 'yaml' },
      { name: 'typebox' },
    ],
    schemas: true,
  },
  {
    place: 'judge',
    holds: 'facts and catalogue to takings, their needs, weights and verdicts; pure',
    imports: [MODEL],
    packages: [],
  },
  {
    place: 'checks',
    holds: 'the rule language and its conditions: findings that explain, and judge nothing; pure',
    imports: [MODEL, 'judge'],
    packages: [],
  },
  {
    place: 'text',
    holds: 'every sentence and label a reader sees, in both languages; pure',
    imports: [MODEL],
    packages: [],
  },
  {
    place: 'compare',
    holds: 'differences between reports and between surveys, baselines; pure',
    imports: [MODEL],
    packages: [],
  },
  { place: 'survey', holds: 'counting many reports; pure', imports: [MODEL], packages: [] },
  {
    place: 'report',
    holds: 'reports to text, one file per format; pure',
    imports: [MODEL, 'platform', 'text'],
    packages: [
      { name: 'chalk', in: ['report/paint.ts'] },
      { name: '#page-scripts', in: ['report/html'] },
    ],
  },
  {
    place: 'report/build.ts',
    holds: 'results and score to a report',
    imports: [MODEL, 'judge', 'text'],
    packages: [],
  },
  {
    place: 'report/explain.ts',
    holds: 'what the catalogue knows of one id, with checks in words',
    imports: [MODEL, 'checks', 'text', 'report'],
    packages: [],
  },
  {
    place: 'scan.ts',
    holds: 'the one way in: open, read, judge; the composition, and nothing but',
    imports: ['package', 'extract', 'formats/mapping', 'judge', 'checks', 'report', ...CORE],
    packages: [{ name: '#platform' }],
  },
  {
    place: 'run',
    holds: 'where work happens: runners, queues, caches',
    imports: ['scan.ts', 'package', 'extract', 'formats/mapping', 'survey', 'report', 'text', ...CORE],
    packages: [
      { name: 'node:fs' },
      { name: 'node:path' },
      { name: 'node:os' },
      { name: 'node:crypto' },
      { name: 'node:zlib' },
      { name: 'node:worker_threads' },
      { name: 'node:child_process', in: ['run/library.ts'] },
      { name: 'jszip' },
    ],
  },
  {
    place: 'fleet',
    holds: 'the survey on PostgreSQL: tables, queue, workers, downloads',
    imports: ['run', 'survey', 'report', ...CORE],
    packages: [
      { name: 'pg', in: ['fleet/database.ts'] },
      { name: 'pg-boss', in: ['fleet/database.ts'] },
      { name: 'node:crypto' },
      { name: 'node:dns', in: ['fleet/download.ts'] },
      { name: 'node:fs' },
      { name: 'node:http', in: ['fleet/download.ts'] },
      { name: 'node:https', in: ['fleet/download.ts'] },
      { name: 'node:net', in: ['fleet/download.ts'] },
      { name: 'node:os' },
      { name: 'node:path' },
      { name: 'node:readline' },
      { name: 'node:stream', in: ['fleet/download.ts'] },
      { name: 'node:stream/promises', in: ['fleet/download.ts'] },
    ],
  },
  {
    place: 'index.ts',
    holds: 'the public library',
    imports: [
      'scan.ts',
      'package',
      'extract',
      'formats/mapping',
      'catalogue',
      'compare',
      'report',
      'text',
      ...CORE,
    ],
    packages: [],
  },
  {
    place: 'browser.ts',
    holds: 'the public library for browsers: bytes and Blobs, no file',
    imports: ['scan.ts', 'package', 'formats/mapping', 'catalogue', 'compare', 'report', ...CORE],
    packages: [],
  },
  {
    place: 'page',
    holds: 'the page that reads packages in a browser, its worker, and the build that makes one file of them',
    imports: ['browser.ts', 'catalogue', 'report', 'survey', 'text', ...CORE],
    packages: [
      { name: 'fflate' },
      { name: 'esbuild', in: ['page/build.ts', 'page/scripts.ts'] },
      { name: '#page-scripts', in: ['page/build.ts'] },
      { name: 'node:crypto', in: ['page/build.ts'] },
      { name: 'node:fs', in: ['page/build.ts', 'page/scripts.ts'] },
      { name: 'node:url', in: ['page/build.ts', 'page/scripts.ts'] },
      { name: 'node:zlib', in: ['page/build.ts'] },
    ],
  },
  {
    place: 'cli',
    holds: 'the command line: parse, call, print, exit code',
    imports: ['scan.ts', 'run', 'fleet', ...STAGES, 'formats', ...CORE],
    packages: [
      { name: 'yargs' },
      { name: 'yaml', in: ['cli/commands/survey-additions.ts'] },
      { name: 'typebox' },
      { name: 'node:fs' },
      { name: 'node:path' },
      { name: 'node:url' },
      { name: 'node:os' },
      { name: 'node:child_process', in: ['cli/commands/open.ts'] },
    ],
    schemas: true,
  },
];
