import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ATTRIBUTE_IDS } from '../../src/extract/android-attributes.js';
import { ACCESSIBILITY_EVENTS, ACCESSIBILITY_FLAGS } from '../../src/extract/xml-words.js';
import { FOREGROUND_SERVICE_TYPES } from '../../src/extract/manifest-words.js';

const API = readFileSync(
  'node_modules/@nativescript/types-android/lib/android/android-platform-37.d.ts',
  'utf8',
);
/** Numbers that the public API gives to a constant, over all classes. */
const constants = (name: string): number[] =>
  [...API.matchAll(new RegExp(`public static ${name}: (-?\\d+);`, 'g'))].map((match) => Number(match[1]));

/** Hidden in the public API; AOSP public-final.xml has them. */
const HIDDEN = new Set(['compileSdkVersion', 'compileSdkVersionCodename']);

describe('framework numbers against the public API', () => {
  test.each(Object.entries(ATTRIBUTE_IDS).filter(([name]) => !HIDDEN.has(name)))('R.attr.%s', (name, id) => {
    expect(constants(name)).toContain(id);
  });

  const upper = (name: string): string => name.replace(/[A-Z]|(?<=[a-z])\d/g, (c) => `_${c}`).toUpperCase();
  const HIDDEN_TYPES = new Set(['fileManagement']);
  test.each(Object.entries(FOREGROUND_SERVICE_TYPES).filter(([name]) => !HIDDEN_TYPES.has(name)))(
    'foreground service type %s',
    (name, bit) => {
      expect(constants(`FOREGROUND_SERVICE_TYPE_${upper(name)}`)).toContain(bit);
    },
  );

  const EVENT_NAMES: Readonly<Record<string, string>> = {
    typeAllMask: 'TYPES_ALL_MASK',
    typeContextClicked: 'TYPE_VIEW_CONTEXT_CLICKED',
  };
  test.each(Object.entries(ACCESSIBILITY_EVENTS))('accessibility event %s', (name, bit) => {
    expect(constants(EVENT_NAMES[name] ?? upper(name))).toContain(bit);
  });

  const FLAG_NAMES: Readonly<Record<string, string>> = { flagDefault: 'DEFAULT' };
  test.each(Object.entries(ACCESSIBILITY_FLAGS))('accessibility flag %s', (name, bit) => {
    expect(constants(FLAG_NAMES[name] ?? upper(name))).toContain(bit);
  });
});
