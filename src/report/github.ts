// GitHub workflow commands (docs.github.com, "Workflow commands for GitHub Actions"): one annotation per result, with
// the escapes that the runner undoes. Leaves the step summary to the Markdown reporter.
import { plain } from './escape.js';
import type { Reporter } from './reporter.js';
import { ownFaults } from '../text/verdict.js';
import { annotationPlace } from './results.js';
import { listedResults } from './taking-results.js';

/** The runner shows ten annotations of a level per step; failures come first. */
const MOST_ANNOTATIONS = 50;

const data = (text: string): string =>
  plain(text, 2000).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

export const githubReporter: Reporter = {
  id: 'github',
  extension: '.txt',
  mediaType: 'text/plain',
  render(items, style) {
    const faults = items.flatMap((item) =>
      ownFaults(item.report).map((d) => ({
        order: 0,
        text: `::error title=${property(`Overreach: ${d.code}`)}::${data(`${item.name}: ${d.text[style.lang]}`)}`,
      })),
    );
    const lines = items.flatMap((item) =>
      listedResults(item)
        .filter((r) => r.accepted === undefined)
        .filter((result) => item.gate === undefined || result.ruleId.startsWith('gate/'))
        .map((result) => {
          const place = annotationPlace(item, result);
          const level = result.fails ? 'error' : item.gate ? 'warning' : 'notice';
          const title = `Overreach: ${result.ruleId}`;
          const help = result.help?.[style.lang];
          return {
            order: level === 'error' ? 0 : 1,
            text: `::${level} file=${property(place.path)},line=${place.line},title=${property(title)}::${data(
              `${result.text[style.lang]}${help ? ` — ${help}` : ''}`,
            )}`,
          };
        }),
    );
    const sorted = [...faults, ...lines].sort((a, b) => a.order - b.order).slice(0, MOST_ANNOTATIONS);
    return sorted.length === 0 ? '' : `${sorted.map((l) => l.text).join('\n')}\n`;
  },
};
