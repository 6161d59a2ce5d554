// What holds between the signs of all SDKs and the list of ordinary libraries: no library hides an SDK, no package is
// two SDKs', and no vendor's sign stands under somebody who merely bundles it. Leaves finding SDKs by signs to the tests
// of sdk-list.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { PrefixTable } from '../../src/judge/prefixes.js';
import type { Catalogue, Sdk } from '../../src/model/catalogue.js';

let catalogue: Catalogue;
beforeAll(() => {
  catalogue = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url))).catalogue;
}, 60_000);

const signsOf = (kind: Sdk['signals'][number]['kind']): { id: string; value: string }[] =>
  catalogue.sdks.flatMap(({ id, signals }) =>
    signals.filter((sign) => sign.kind === kind).map(({ value }) => ({ id, value })),
  );
function packageTable(): PrefixTable<string> {
  const table = new PrefixTable<string>();
  for (const { id, value } of signsOf('package')) table.add(value, id);
  return table;
}

describe('signs', () => {
  test('no library prefix lies at or below a package of an SDK, where the longer one would hide it', () => {
    const table = packageTable();
    const hiding = catalogue.libraryPrefixes.flatMap((prefix) => {
      const sdk = table.longest(prefix);
      return sdk ? [`${prefix} hides ${sdk.value}`] : [];
    });
    expect(hiding).toEqual([]);
  });

  test.each<Sdk['signals'][number]['kind']>(['package', 'component', 'metadata', 'version', 'action'])(
    'no sign of the kind %s is two SDKs’',
    (kind) => {
      const owners = new Map<string, string[]>();
      for (const { id, value } of signsOf(kind)) owners.set(value, [...(owners.get(value) ?? []), id]);
      expect([...owners].filter(([, ids]) => ids.length > 1)).toEqual([]);
    },
  );

  test.each<Sdk['signals'][number]['kind']>(['component', 'action', 'permission', 'metadata'])(
    'no sign of the kind %s lies in the packages of another SDK',
    (kind) => {
      const table = packageTable();
      const astray = signsOf(kind).filter(({ id, value }) => {
        const owner = table.longest(value);
        return owner !== null && owner.value !== id;
      });
      expect(astray).toEqual([]);
    },
  );

  test('an action that names a vendor of push services stands under that vendor’s SDK', () => {
    const vendors: [RegExp, RegExp][] = [
      [/\.vivo\./, /^vivo/],
      [/\.(huawei)\./, /^huawei/],
      [/\.(hihonor)\./, /^honor/],
      [/\.(coloros|heytap)\./, /^oppo/],
      [/\.(meizu)\./, /^meizu/],
      [/\.(xiaomi)\./, /^xiaomi/],
      [/\.(firebase|c2dm)\./, /^firebase-messaging|^meizu/],
    ];
    const actions = signsOf('action');
    for (const [name, owner] of vendors) {
      const named = actions.filter(({ value }) => name.test(value));
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter(({ id }) => !owner.test(id))).toEqual([]);
    }
  });
});
