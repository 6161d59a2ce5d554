// What code says of versions: constants of classes, what a method names, texts with a known beginning, and the marker
// that builds leave for lists of SDKs.
import { describe, expect, test } from '@jest/globals';
import type { Watchlist } from '../../src/model/catalogue.js';
import { readCode } from '../support/code.js';
import type { ClassSpec } from '../support/dex.js';

const names = (name: string, ...texts: string[]) => ({
  name,
  proto: '()V',
  code: [...texts.map((text) => ['const-string', 0, text] as const), ['return-void'] as const],
});
const constant = (name: string, value: string) => ({
  name,
  type: 'Ljava/lang/String;',
  access: 'public static final',
  value,
});
const CLASSES: ClassSpec[] = [
  {
    name: 'Lorg/kit/BuildConfig;',
    fields: [constant('DEBUG_TAG', 'x'), constant('VERSION_NAME', '4.1.0-rc2')],
  },
  {
    name: 'Lorg/kit/Client;',
    methods: [names('getVersion', 'kit', '2.0.7', '9.9.9'), names('other', '1.1.1')],
  },
  { name: 'La/b;', methods: [names('c', 'kit-agent/3.3', 'kit-agenda/8.8')] },
  {
    name: 'La/c;',
    methods: [names('d', '!SDK-VERSION-STRING!:org.kit:kit-core:7.0.1', '!SDK-VERSION-STRING!:odd')],
  },
];
const asked = (cls: string, name: string) => ({ id: `version:${cls}#${name}`, class: cls, name });
const versions = (list: NonNullable<Watchlist['versions']>, classes = CLASSES) =>
  (readCode([classes], { watch: { versions: list } }).facts.versions ?? []).map(
    ({ of, text }) => `${of} = ${text}`,
  );
const SELF = 'version:org.kit_kit-core = 7.0.1';

describe('versions that code tells', () => {
  test('a static field’s text, else the first text with a number that the method names', () => {
    expect(
      versions([
        asked('Lorg/kit/BuildConfig;', 'VERSION_NAME'),
        asked('Lorg/kit/Client;', 'getVersion'),
        asked('Lorg/kit/Client;', 'absent'),
        asked('Lorg/kit/Absent;', 'VERSION_NAME'),
      ]),
    ).toEqual([
      'version:Lorg/kit/BuildConfig;#VERSION_NAME = 4.1.0-rc2',
      'version:Lorg/kit/Client;#getVersion = 2.0.7',
      SELF,
    ]);
  });

  test('texts with the beginning that was asked for, whatever the classes are called', () => {
    expect(versions([{ id: 'version:text:kit-agent/', text: 'kit-agent/' }])).toEqual([
      SELF,
      'version:text:kit-agent/ = kit-agent/3.3',
    ]);
  });

  test('a text too long to be a version is none', () => {
    const long = [{ name: 'La/b;', methods: [names('c', `kit-agent/${'3'.repeat(90)}`)] }];
    expect(versions([{ id: 'version:text:kit-agent/', text: 'kit-agent/' }], long)).toEqual([]);
  });
});
