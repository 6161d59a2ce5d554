// application: what the application element says or, when it is silent, what the platform takes for granted then.
import type { ApplicationFacts } from '../../model/facts.js';
import type { Condition } from '../../model/rule.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { holding } from '../../judge/holding.js';
import { MANIFEST, boolean, closed, declaredEvidence, hitOrClear, string } from './support.js';

type Flag =
  | 'allowBackup'
  | 'usesCleartextTraffic'
  | 'debuggable'
  | 'testOnly'
  | 'requestLegacyExternalStorage'
  | 'preserveLegacyExternalStorage'
  | 'directBootAware';
type Value = { [K in Flag]?: boolean } & { backupRules?: boolean; metaData?: string; metaValue?: string };

const FLAGS: readonly Flag[] = [
  'allowBackup',
  'usesCleartextTraffic',
  'debuggable',
  'testOnly',
  'requestLegacyExternalStorage',
  'preserveLegacyExternalStorage',
  'directBootAware',
];

export const application: Condition<Value> = {
  name: 'application',
  reads: ['manifest'],
  schema: closed({
    ...Object.fromEntries(FLAGS.map((flag) => [flag, boolean])),
    backupRules: boolean,
    metaData: string,
    metaValue: string,
  }),
  explain(v) {
    const said = FLAGS.filter((flag) => v[flag] !== undefined).map((flag) => `${flag}=${v[flag]}`);
    if (v.backupRules !== undefined) said.push(v.backupRules ? 'backup rules' : 'no backup rules');
    if (v.metaData !== undefined)
      said.push(`meta-data ${v.metaData}${v.metaValue === undefined ? '' : `=${v.metaValue}`}`);
    return {
      en: `the application element has, stated or by default, ${said.join(', ')}`,
      zh: `application 元素（明示或默认）为 ${said.join('、')}`,
    };
  },
  match(v, view) {
    const app = readSection(view.facts, 'manifest')?.application;
    if (!app) return { is: 'clear' };
    const target = view.get(holding).targetSdk;
    const flagsFit = FLAGS.every((flag) => v[flag] === undefined || v[flag] === effective(app, flag, target));
    const ruled =
      app.fullBackupContent !== null || app.dataExtractionRules !== null || app.backupAgent !== null;
    const rulesFit = v.backupRules === undefined || v.backupRules === ruled;
    const metaFits =
      v.metaData === undefined ||
      app.metaData.some(
        (m) => m.name === v.metaData && (v.metaValue === undefined || m.value === v.metaValue),
      );
    if (!flagsFit || !rulesFit || !metaFits) return { is: 'clear' };
    const what = FLAGS.find((flag) => v[flag] !== undefined) ?? v.metaData ?? 'backup';
    const { app: owner } = view.get(attribution);
    return hitOrClear([
      declaredEvidence(`application:${what}`, owner, { ...MANIFEST, symbol: 'application' }),
    ]);
  },
};

/** Defaults of the platform (developer.android.com/guide/topics/manifest/application-element). */
function effective(app: ApplicationFacts, flag: Flag, target: number): boolean {
  const said = app[flag];
  if (said !== null) return said;
  if (flag === 'allowBackup') return true;
  if (flag === 'usesCleartextTraffic') return target < 28;
  return false;
}
