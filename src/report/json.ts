// The report as JSON: the report itself, one object for one input and a list for several.
import { jsonText } from './escape.js';
import type { Reporter } from './reporter.js';

export const jsonReporter: Reporter = {
  id: 'json',
  extension: '.json',
  mediaType: 'application/json',
  render(items, style) {
    const reports = items.map((item) => (item.gate ? { ...item.report, gate: item.gate } : item.report));
    const value = style.single && reports.length === 1 ? reports[0] : reports;
    return `${jsonText(value, null, 2)}\n`;
  },
};
