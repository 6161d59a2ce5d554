// The examples of rules, run: what each comes out as beside what it expects. For whoever writes rules, not for a scan.
// Leaves the grammar of rules to check-rules.ts and expanding an example to checks/example-facts.ts.
import { evaluateRule } from '../checks/evaluate.js';
import { expandExample } from '../checks/example-facts.js';
import { givenType } from '../judge/choose-type.js';
import { UNKNOWN_TYPE, createView } from '../judge/view.js';
import type { Catalogue, Text } from '../model/catalogue.js';
import type { Rule, RuleExample } from '../model/rule.js';
import { UserError } from '../model/user-error.js';
import type { Complain } from './complaint.js';
import type { RuleFolder } from './read-rules.js';

const NAMES: Readonly<Record<string, string>> = {
  hit: '命中',
  clear: '未命中',
  unknown: '无法判断',
  'not-applicable': '不适用',
};

/** @param catalogue compiled from the folder, groups expanded */
export function checkExamples(folder: RuleFolder, catalogue: Catalogue, complain: Complain): void {
  for (const { file, value, lineOf } of folder.rules) {
    value.examples.forEach((example, index) => {
      const cause = faultOf(value, example, catalogue);
      if (cause !== null) complain({ file, line: lineOf(['examples', index]), cause });
    });
  }
}

function faultOf(rule: Rule, example: RuleExample, catalogue: Catalogue): Text | null {
  // The rule as compiled: its names of groups are expanded there.
  const compiled = catalogue.rules.find(({ id }) => id === rule.id) ?? rule;
  try {
    const type = example.type === undefined ? UNKNOWN_TYPE : givenType(catalogue, example.type);
    const facts = expandExample(example.facts, catalogue);
    const result = evaluateRule(compiled, createView(facts, catalogue, type));
    if (result.outcome === example.expect) return null;
    if (result.outcome === 'error') return cannotRun(example.name, result.because.join('; '));
    return {
      en: `example "${example.name}" comes out as ${result.outcome}, not ${example.expect}`,
      zh: `示例“${example.name}”的结果是“${NAMES[result.outcome]}”，而不是“${NAMES[example.expect]}”`,
    };
  } catch (error) {
    return cannotRun(example.name, error instanceof UserError ? error.text.en : String(error));
  }
}

const cannotRun = (name: string, reason: string): Text => ({
  en: `example "${name}" cannot be run: ${reason}`,
  zh: `示例“${name}”无法运行：${reason}`,
});
