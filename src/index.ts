// The library: everything a program needs to do what the command line does. Pure but for opening packages.
// Leaves printing, exit codes and the clock to the command line.
export { DEFAULT_LIMITS } from './bytes/limits.js';
export type { Limits } from './bytes/limits.js';
export { ParseError } from './bytes/parse-error.js';
export { loadCatalogue, loadCatalogueWith, loadFullCatalogue, loadWatchlist } from './catalogue/load.js';
export type { Additions } from './catalogue/load.js';
export { asBaseline, buildBaseline } from './compare/baseline.js';
export { diffReports } from './compare/diff.js';
export { readMapping } from './formats/mapping/mapping-file.js';
export type { Mapping } from './formats/mapping/mapping-file.js';
export { withRealNames } from './extract/real-names.js';
export { checkGate } from './compare/gate.js';
export type { GateInput } from './compare/gate.js';
export type {
  AppType,
  Catalogue,
  DataKind,
  PermissionInfo,
  Sdk,
  Text,
  Watchlist,
} from './model/catalogue.js';
export type { AppFacts, Section, SectionName } from './model/facts.js';
export type {
  Baseline,
  Fix,
  GateProblem,
  GateResult,
  Purpose,
  ReportDiff,
  Suppression,
} from './model/gate.js';
export type { Actor, Diagnostic, Place, Rung } from './model/place.js';
export type { AppReport, KindReport, Need, ScoreCard, Verdict } from './model/report.js';
export type { Evidence, Finding, Rule, Severity } from './model/rule.js';
export { UserError } from './model/user-error.js';
export type { Package, Source } from './package/package.js';
export { explainId } from './report/explain.js';
export { FORMAT_IDS, loadReporter } from './report/index.js';
export type { FormatId } from './report/index.js';
export type { Reporter, ReportItem, Style } from './report/reporter.js';
export { diagnosticText } from './text/words.js';
export { openBytes } from './package/source.js';
export { fixesFor, judgeFacts, openApp, readFacts, readPaths, readSources, scanPackage } from './scan.js';
export type { JudgeOptions, ReadOptions, ScanOptions } from './scan.js';
