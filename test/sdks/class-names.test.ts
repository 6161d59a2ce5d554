// Real class names of published SDKs, as plain lists: each is attributed to its SDK, and the SDK is found by them.
// The lists are what artefacts.yaml names; leaves building and scanning the artefacts to lab.mjs.
import { describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { attribution } from '../../src/judge/attribution.js';
import { packageOf } from '../../src/judge/prefixes.js';
import { sdkList } from '../../src/judge/sdks.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import { facts } from '../support/judging.js';

const folder = new URL('class-names/', import.meta.url);
const lists = readdirSync(folder).map((file) => ({
  sdk: file.slice(0, -'.txt'.length),
  names: readFileSync(new URL(file, folder), 'utf8').trim().split('\n'),
}));
const { catalogue } = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url)));
const descriptor = (name: string): string => `L${name.replaceAll('.', '/')};`;

describe('real class names', () => {
  test('are many SDKs’', () => expect(lists.length).toBeGreaterThanOrEqual(45));

  test.each(lists)('of $sdk are its own, and it is found by them', ({ sdk, names }) => {
    const packages = [...new Set(names.map((name) => packageOf(descriptor(name))))].sort();
    const app = facts({
      package: 'org.shop.app',
      code: { packages: packages.map((name) => ({ name, classes: 1, entry: 'classes.dex' })) },
    });
    const view = createView(app, catalogue, UNKNOWN_TYPE);
    const owners = view.get(attribution);
    const strange = names.filter((name) => {
      const { actor } = owners.ofClass(descriptor(name));
      return actor.kind !== 'sdk' || actor.id !== sdk;
    });
    expect(strange).toEqual([]);
    expect(view.get(sdkList).map((found) => found.sdk.id)).toEqual([sdk]);
  });
});
