// Diagnostic code + arguments + language → sentence. One table, kept in one file per format beside this one in words/.
// Leaves labels of verdicts, rungs and needs to labels.ts and the texts of rules to the rules.
import type { Text } from '../model/catalogue.js';
import { cliWords } from './words/cli.js';
import { mappingWords } from './words/mapping.js';
import { dexWords } from './words/dex.js';
import { engineWords } from './words/engine.js';
import { fleetWords } from './words/fleet.js';
import { managedWords } from './words/managed.js';
import { scriptWords } from './words/script.js';
import { surveyWords } from './words/survey.js';
import { xmlWords } from './words/xml.js';
import { zipWords } from './words/zip.js';

/** Every diagnostic code that the product raises, with its sentence; `{name}` stands for an argument. */
export const DIAGNOSTIC_WORDS: Readonly<Record<string, Text>> = {
  ...cliWords,
  ...dexWords,
  ...engineWords,
  ...fleetWords,
  ...mappingWords,
  ...managedWords,
  ...scriptWords,
  ...surveyWords,
  ...xmlWords,
  ...zipWords,
};

const fill = (template: string, args: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{([A-Za-z0-9]+)\}/g, (whole, name: string) =>
    Object.hasOwn(args, name) ? String(args[name]) : whole,
  );

/** The sentence for a diagnostic, in both languages; an unknown code is shown as itself, never hidden. */
export function diagnosticText(code: string, args: Readonly<Record<string, string | number>>): Text {
  const words = Object.hasOwn(DIAGNOSTIC_WORDS, code) ? DIAGNOSTIC_WORDS[code] : undefined;
  if (words) return { en: fill(words.en, args), zh: fill(words.zh, args) };
  const rest = Object.entries(args)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  const text = rest ? `${code} (${rest})` : code;
  return { en: text, zh: text };
}
