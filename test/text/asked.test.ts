// What is said of data that forms ask for: "can ask for", "asks for", never "takes" or "collects"; in both languages.
import { describe, expect, test } from '@jest/globals';
import { kindSentence } from '../../src/text/takings.js';
import type { Evidence } from '../../src/model/rule.js';
import { evidence, kind, report } from '../support/report.js';

function said(partial: Partial<Evidence>, occasions: string[]): [string, string] {
  const asked = evidence({ what: 'ask:layout/login#et_phone', ...partial });
  const one = kind('account-phone-number', {
    evidence: [asked],
    actors: [asked.by],
    rung: asked.rung,
    occasions: occasions as never,
  });
  const whole = report({ kinds: [one] });
  return [kindSentence(one, whole, 'en'), kindSentence(one, whole, 'zh')];
}

describe('a form', () => {
  test.each([
    [{ rung: 'present' }, [], /can ask the user for it/, /可要求用户填写/],
    [{ rung: 'reachable' }, ['screen'], /asks the user for it on a later screen/, /在之后的界面要求用户填写/],
    [{ rung: 'reachable' }, ['first-screen'], /on the first screen$/, /在首个界面要求用户填写$/],
    [
      { rung: 'reachable', required: 'start' },
      ['first-screen'],
      /seems to require it at start/,
      /看来启动后必须填写/,
    ],
    [{ rung: 'leaves' }, ['screen'], /later screen; what is typed is sent on/, /填写内容会传出/],
  ] as const)('%j', (partial, occasions, en, zh) => {
    const [english, chinese] = said(partial, [...occasions]);
    expect(english).toMatch(en);
    expect(chinese).toMatch(zh);
    expect(english).not.toMatch(/take|collect/);
    expect(chinese).not.toMatch(/获取|收集/);
  });
});
