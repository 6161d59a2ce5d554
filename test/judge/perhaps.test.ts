// What may be sent on by a place that stands for several things: no taking is raised by it, and what the sending would add
// widens the interval, with the place named.
import { describe, expect, test } from '@jest/globals';
import { obtains } from '../../src/judge/obtains.js';
import { blindness } from '../../src/judge/unknowns.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { Flow } from '../../src/model/facts.js';
import { catalogue, facts, kind, reach, scoring } from '../support/judging.js';

const TAKE = 'Landroid/telephony/TelephonyManager;->getDeviceId';
const SEND = 'Lcom/net/Wire;->send';
const device = kind('device-hardware-id', 5, [{ watch: TAKE }]);
const book = catalogue({
  kinds: [device],
  sinks: [{ id: 'network', kind: 'network', leaves: true, members: [{ watch: SEND, args: [0] }] } as never],
});
const flow = (through?: string): Flow => ({
  source: TAKE,
  sourceSite: 0,
  sourceOffset: 0,
  sink: SEND,
  sinkSite: 0,
  offset: 9,
  channel: 'network',
  host: null,
  transport: null,
  ...(through === undefined ? {} : { through }),
  steps: [],
  cutSteps: 0,
});
function judged(flows: Flow[]): { rung: string | undefined; told: unknown } {
  const uses = [{ watch: TAKE, where: 'Lcom/shop/app/A;->m()V', reach: [reach('screen')] }];
  const view = createView(facts({ uses, code: { flows } }), book, UNKNOWN_TYPE);
  const [taking] = view.get(obtains).filter((one) => one.kind === 'device-hardware-id');
  return {
    rung: taking?.rung,
    told: view.get(blindness).unknowns.find(({ code }) => code === 'passed-on'),
  };
}

describe('a flow by a place that stands for several things', () => {
  test('is not said to be sent on, widens and names the place', () => {
    expect(judged([flow('database')])).toMatchObject({
      rung: 'reachable',
      told: {
        code: 'passed-on',
        by: ['database'],
        count: 1,
        places: [{ symbol: 'Lcom/shop/app/A;->m()V', offset: 0 }],
        weight: scoring.unknowns['passed-on']!.value * scoring.sensitivity['5']!.value,
      },
    });
  });
  test('says nothing more where another way is sure', () => {
    expect(judged([flow('database'), flow()])).toEqual({ rung: 'leaves', told: undefined });
    expect(judged([flow()])).toEqual({ rung: 'leaves', told: undefined });
  });
  test('says nothing where there is none', () => {
    expect(judged([])).toEqual({ rung: 'reachable', told: undefined });
  });
});
