// The likely cause of a sighting: which SDK, component or dependency brought it. Pure.
import type { Text } from '../model/catalogue.js';
import type { Actor } from '../model/place.js';
import type { AppReport } from '../model/report.js';
import type { Evidence } from '../model/rule.js';
import { coordinateIn } from '../model/coordinate.js';

/** Which dependency added a manifest entry, as the build's merge report says: permission or component → "group:name:1.0". */
export type ManifestBlame = Readonly<Record<string, string>>;

const javaClass = (symbol: string): string =>
  symbol.replace(/->.*$/, '').replace(/^L/, '').replace(/;$/, '').replaceAll('/', '.');

/** @param knownSdks ids of the SDKs that were there before, when there is a before */
// eslint-disable-next-line complexity -- the causes in the order in which they are believed
export function likelyCause(
  actor: Actor,
  evidence: readonly Evidence[],
  data: string,
  report: Pick<AppReport, 'sdks' | 'permissions'>,
  blame: ManifestBlame,
  knownSdks: ReadonlySet<string> | null,
): Text | null {
  // What the taking itself rests on, then the permissions that open this kind of data.
  const names = evidence.map((e) => e.what.replace(/^permission:/, ''));
  const opening = report.permissions.filter((p) => p.kinds.includes(data)).map((p) => p.name);
  for (const name of [...names, ...opening]) {
    const from = Object.hasOwn(blame, name) ? blame[name] : undefined;
    if (from !== undefined)
      return { en: `the manifest of ${from} asks for it`, zh: `来自 ${from} 的清单声明` };
  }
  if (actor.kind === 'sdk') {
    const sdk = report.sdks.find((s) => s.id === actor.id);
    const coordinate = sdk ? coordinateIn(sdk) : null;
    const name = sdk
      ? `${sdk.name}${sdk.version === null ? '' : ` ${sdk.version}`}${coordinate === null ? '' : ` (${coordinate})`}`
      : actor.id;
    const isNew = knownSdks !== null && !knownSdks.has(actor.id);
    return isNew
      ? { en: `${name}, which is new in this package, brings it`, zh: `由新加入的 SDK ${name} 带来` }
      : { en: `${name} brings it`, zh: `由 SDK ${name} 带来` };
  }
  const inCode = evidence.find((e) => e.place.symbol?.startsWith('L'));
  const root = inCode?.path?.[0] ?? inCode?.place.symbol;
  if (root === undefined) return null;
  return { en: `reached from ${javaClass(root)}`, zh: `由 ${javaClass(root)} 触发` };
}
