// GitLab's code quality report (docs.gitlab.com/ci/testing/code_quality, "Code Quality report format"): a list of
// violations with description, check_name, fingerprint, severity, location.path and location.lines.begin.
import { sha256OfText } from '../platform/sha256.js';
import type { Severity } from '../model/rule.js';
import { jsonText, plain } from './escape.js';
import type { Reporter } from './reporter.js';
import { ownFaults } from '../text/verdict.js';
import { annotationPlace } from './results.js';
import { listedResults } from './taking-results.js';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  info: 'info',
  low: 'minor',
  medium: 'major',
  high: 'critical',
  critical: 'blocker',
};

export const gitlabReporter: Reporter = {
  id: 'gitlab',
  extension: '.json',
  mediaType: 'application/json',
  render(items, style) {
    const faults = items.flatMap((item) =>
      ownFaults(item.report).map((d) => ({
        description: plain(d.text[style.lang], 1000),
        check_name: d.code,
        fingerprint: sha256OfText(
          `${item.report.app.package ?? item.name}:${d.code}:${d.args['rule'] ?? d.args['section'] ?? ''}`,
        ),
        severity: 'critical',
        location: { path: (item.source?.path ?? item.name).replace(/^\.\//, ''), lines: { begin: 1 } },
      })),
    );
    const violations = items.flatMap((item) =>
      listedResults(item)
        .filter((r) => r.accepted === undefined)
        .map((result) => {
          const place = annotationPlace(item, result);
          return {
            description: plain(result.text[style.lang], 1000),
            check_name: result.ruleId,
            // Unique over several apps and stable over rebuilds.
            fingerprint: sha256OfText(
              `${item.report.app.package ?? item.name}:${result.ruleId}:${result.fingerprint}`,
            ),
            severity: item.gate && !result.fails ? 'info' : SEVERITIES[result.severity],
            location: { path: place.path.replace(/^\.\//, ''), lines: { begin: Math.max(1, place.line) } },
          };
        }),
    );
    return `${jsonText([...faults, ...violations], null, 2)}\n`;
  },
};
