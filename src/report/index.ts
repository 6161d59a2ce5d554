// The list of report formats; each is imported only when asked for.
import type { Reporter } from './reporter.js';

const LOADERS = {
  terminal: async () => (await import('./terminal.js')).terminalReporter,
  json: async () => (await import('./json.js')).jsonReporter,
  markdown: async () => (await import('./markdown.js')).markdownReporter,
  html: async () => (await import('./html/app-report.js')).htmlReporter,
  csv: async () => (await import('./csv.js')).csvReporter,
  sarif: async () => (await import('./sarif.js')).sarifReporter,
  junit: async () => (await import('./junit.js')).junitReporter,
  gitlab: async () => (await import('./gitlab.js')).gitlabReporter,
  github: async () => (await import('./github.js')).githubReporter,
} satisfies Record<string, () => Promise<Reporter>>;

export type FormatId = keyof typeof LOADERS;
export const FORMAT_IDS = Object.keys(LOADERS) as FormatId[];

/** The reporter of that name. */
export const loadReporter = async (id: FormatId): Promise<Reporter> => LOADERS[id]();
