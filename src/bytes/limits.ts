// Every ceiling on what a package may make us do, by name, with the reason for its value.
// Each trips a diagnostic "limit/<name>" and can be raised by a flag.

export interface Limits {
  entries: number;
  entryBytes: number;
  totalBytes: number;
  totalRatio: number;
  totalRatioFromBytes: number;
  inflationRatio: number;
  inflationRatioFromBytes: number;
  nestingDepth: number;
  xmlDepth: number;
  xmlElements: number;
  xmlAttributes: number;
  manifestElements: number;
  factText: number;
  layoutNames: number;
  formFields: number;
  strings: number;
  stringBytes: number;
  resourceEntries: number;
  resourceTypes: number;
  dexFiles: number;
  parts: number;
  referenceDepth: number;
  referenceEnds: number;
  timeMs: number;
  memoryBytes: number;
  diagnostics: number;
  callGraphEdges: number;
  supertypes: number;
  scriptFiles: number;
  scriptBytes: number;
  scriptNodes: number;
  scriptFunctions: number;
  scriptStrings: number;
  scriptSteps: number;
  scriptRegisters: number;
  assemblies: number;
  assemblyRows: number;
  assemblyBytes: number;
  assemblySteps: number;
  snapshotBytes: number;
  startCallers: number;
  endpoints: number;
  listed: number;
  smallText: number;
  elfSymbols: number;
  elfDynamic: number;
  methodUnits: number;
  methodWork: number;
  flowFacts: number;
  flowWork: number;
  flowGraphs: number;
  flowReaders: number;
  flowTargets: number;
  flowOrigins: number;
  flowsKept: number;
  mappingClasses: number;
}

export const DEFAULT_LIMITS: Readonly<Limits> = {
  entries: 200_000, // real apps reach 23,000 (jadx PR 982); jadx itself stops at 100,000
  entryBytes: 1 << 30, // one inflated entry; the largest DEX the format can hold in practice is far below
  totalBytes: 4 * 2 ** 30, // all bytes inflated for one app
  totalRatio: 16, // all bytes inflated for one app, by its own size; of 1,248 real packages the largest would be 9
  totalRatioFromBytes: 128 << 20, // so much a small app may inflate whatever its size
  inflationRatio: 1_200, // deflate cannot exceed about 1,032:1; honest entries reach 370
  inflationRatioFromBytes: 64 << 20, // small entries may compress as they like
  nestingDepth: 3, // container > apk > embedded archive
  xmlDepth: 512, // hand-made manifests stay under 20; deep trees are a stack attack
  xmlElements: 1_000_000,
  xmlAttributes: 1_000_000, // of one document; the largest manifests known have some 30,000
  manifestElements: 100_000, // the largest manifests known have some 10,000
  factText: 32 << 20, // characters that one section takes from manifests and XML resources; honest apps stay under one million
  layoutNames: 20_000, // handlers, and classes, that layouts name; large apps have some 1,000
  formFields: 5_000, // input fields named in the facts; large apps have some 500
  strings: 8_000_000, // entries of one string pool
  stringBytes: 4 << 20, // one decoded string
  resourceEntries: 5_000_000,
  resourceTypes: 1_000_000, // type chunks of one table, one per type and configuration; large apps have some 5,000
  dexFiles: 512, // the largest multidex apps ship fewer than 100
  parts: 512,
  referenceDepth: 20, // the platform stops following references at 20 (ResourceTypes.cpp)
  referenceEnds: 4_096, // values one reference can have over all configurations; a label has under 200
  timeMs: 120_000, // one app
  memoryBytes: 2 * 2 ** 30, // objects and bytes held for one app; the largest apps known hold some 700 MB
  diagnostics: 500, // kept per app; the rest are counted
  startCallers: 20_000, // callers looked at to find what an intent names; large apps have some 3,000
  supertypes: 4_000_000, // looks of classes at types above them; large apps take some 500,000
  callGraphEdges: 40_000_000, // the largest apps known have some 4 million
  endpoints: 3_000, // addresses named in code; a package with more is one of word lists
  listed: 2_000, // archives, hidden DEX files and unreadable entries named in the facts, of each
  smallText: 64 << 10, // bytes of a service or version file that is read; they hold a few lines
  elfSymbols: 2_000_000, // dynamic symbols looked at in one library; the largest export some hundred thousand
  elfDynamic: 100_000, // entries of one dynamic section; real ones have under 100
  methodUnits: 1 << 20, // code units of one method whose values are followed; compilers refuse methods of 65,536
  methodWork: 1_000_000, // fields and elements looked at to know what one method's things hold; the largest real tables take some 500,000
  flowFacts: 40_000, // steps of all values of an app; most take under 5,000, those that decode pictures in their own code reach it
  flowWork: 600_000, // steps, joins and returns of all values, and what their methods hold; most apps take under 50,000
  flowGraphs: 40_000, // methods whose values are worked out; only what marked values touch is
  flowReaders: 2_000, // methods that read one field, or calls of one method; more are a library's own, used everywhere
  flowTargets: 200, // methods that one call can run; more are an interface that tells nothing
  flowOrigins: 2_000, // places one stream or intent can come from; real ones come from a few
  flowsKept: 2_000, // flows in the facts; apps with several SDKs have some 200
  mappingClasses: 2_000_000, // classes of a mapping file; the largest apps have some 300,000
  scriptFiles: 2_000, // files of script of one app; large hybrid apps have some hundred
  scriptFunctions: 1_000_000, // functions of one bytecode file; a bundle of 30 MB has some 200,000
  scriptStrings: 2_000_000, // strings of one bytecode file; a bundle of 30 MB has some 300,000
  scriptSteps: 30_000_000, // instructions of one bytecode file; a bundle of 30 MB has some 4 million
  scriptRegisters: 20_000, // of one function of bytecode; compilers use some hundred
  scriptNodes: 4_000_000, // of the trees of all scripts of one app that are parsed, some hundred bytes each; 13 MB of minified code
  scriptBytes: 64 << 20, // of all scripts of one app; the largest bundles known have some 30 MB
  assemblies: 5_000, // of .NET, of one app; the largest known have some 400
  assemblyRows: 8_000_000, // of all metadata tables of one assembly; Mono's core library has some 200,000
  assemblyBytes: 256 << 20, // of the assemblies of one app that are read, unpacked; the app's own are some 20 MB
  snapshotBytes: 128 << 20, // of a snapshot of Dart or the metadata of a game; the largest known have some 60 MB
  assemblySteps: 30_000_000, // instructions of .NET followed in one app, and types looked at; large apps have some 3 million
};
