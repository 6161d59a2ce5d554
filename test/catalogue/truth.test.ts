// Every entry that claims to be public Android API is held against @nativescript/types-android: class, member, level.
// What that package cannot tell is listed by the coverage page (src/catalogue/docs); nothing may be in neither.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../src/catalogue/build.js';
import type { Catalogue, Route } from '../../src/model/catalogue.js';
import { memberOf, javaNameOf } from '../../src/model/watch-id.js';
import { levelOf, readPublicApi, type PublicClass } from '../support/types-android.js';

const PUBLIC = 'types-android';
const FIRST_LEVEL = 21;
/** Documented API that the declarations leave out or give without a level; checked against AOSP instead. */
const GAPS = new Set([
  'android.net.nsd.NsdManager#registerServiceInfoCallback', // the overload of 37 carries no level there
  'android.print.PrintManager#print', // the class is not declared
  'android.app.job.JobInfo$Builder#setExtras', // the class is not declared
  'android.media.session.MediaSession#setMetadata', // the class is not declared
]);
let api: Map<string, PublicClass>;
let catalogue: Catalogue;
beforeAll(() => {
  api = readPublicApi();
  catalogue = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url))).catalogue;
}, 60_000);

interface Claim {
  kind: string;
  watch: string;
  class: string;
  member: string;
  from: number;
}
function claimOf(kind: string, route: Route): Claim | null {
  const watch = route.watch;
  if (watch === undefined || !/^(?:L|override:|field:|class:)/.test(watch)) return null;
  const id = watch.replace(/^(?:override|field|class):/, '');
  if (route.what === 'sensor' && watch.includes('SensorManager;')) {
    // What came with a level is the type of sensor; the call that asks for it is old.
    return {
      kind,
      watch,
      class: 'android.hardware.Sensor',
      member: route.note ?? '?',
      from: route.from ?? 1,
    };
  }
  const member = watch.startsWith('class:') ? { class: id, name: '' } : memberOf(id);
  return { kind, watch, class: javaNameOf(member.class), member: member.name, from: route.from ?? 1 };
}
const claims = (wanted: (route: Route) => boolean): Claim[] =>
  catalogue.kinds.flatMap((kind) =>
    kind.routes.filter(wanted).flatMap((route) => claimOf(kind.id, route) ?? []),
  );

describe('what the catalogue says of the platform', () => {
  test('the reader of the declarations knows what it must', () => {
    expect(api.size).toBeGreaterThan(4000);
    expect(levelOf(api, 'android.telephony.TelephonyManager', 'getImei')).toBe(26);
    expect(levelOf(api, 'android.app.Activity', 'getContentResolver')).toBe(21);
    expect(levelOf(api, 'android.provider.ContactsContract$Contacts', 'CONTENT_URI')).toBe(21);
    expect(levelOf(api, 'android.telephony.TelephonyManager', 'getImeiOfMyNeighbour')).toBeNull();
  });

  test('every public entry names a class and member that exist', () => {
    const wrong = claims((route) => route.sources?.includes(PUBLIC) === true).filter(
      ({ class: name, member }) => (member === '' ? !api.has(name) : levelOf(api, name, member) === null),
    );
    expect(wrong).toEqual([]);
  });

  test('and exists at the level claimed', () => {
    const wrong = claims((route) => route.sources?.includes(PUBLIC) === true)
      .map((claim) => {
        const level =
          claim.member === ''
            ? (api.get(claim.class)?.since ?? null)
            : levelOf(api, claim.class, claim.member);
        return { ...claim, level };
      })
      .filter(
        ({ level, from }) => level !== null && (level > FIRST_LEVEL ? from !== level : from > FIRST_LEVEL),
      )
      .filter(({ class: name, member }) => !GAPS.has(`${name}#${member}`));
    expect(wrong).toEqual([]);
  });

  test('an entry of the platform that the declarations lack says where it is from', () => {
    const silent = catalogue.kinds.flatMap((kind) =>
      kind.routes.filter((route) => {
        const claim = claimOf(kind.id, route);
        if (claim === null || route.library === true || !claim.class.startsWith('android.')) return false;
        return !route.sources?.includes(PUBLIC) && (route.sources ?? []).length === 0;
      }),
    );
    expect(silent.map((route) => route.watch)).toEqual([]);
  });

  test('sinks of the platform exist too', () => {
    const wrong = catalogue.sinks.flatMap((sink) =>
      sink.members.flatMap((member) => {
        if (member.library === true || member.call === undefined) return [];
        const [name = '', what = ''] = member.call.split('#');
        if (!/^(?:android|java|javax|org\.apache)\./.test(name) || levelOf(api, name, what) !== null)
          return [];
        if (GAPS.has(member.call)) return [];
        return [member.call];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
