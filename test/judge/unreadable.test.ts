// Code or manifests that are there and cannot be judged: not rated, and with the reason.
import { describe, expect, test } from '@jest/globals';
import { blindness } from '../../src/judge/unknowns.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { AppFacts, CodeFacts } from '../../src/model/facts.js';
import { catalogue, facts, scoring } from '../support/judging.js';

const library = {
  entry: 'lib/x86/liba.so',
  name: 'liba.so',
  abi: 'x86',
  sizeBytes: 1,
  needed: [],
  imports: 0,
  jniMethods: [],
};
const withLibrary = (app: AppFacts): AppFacts => ({
  ...app,
  native: { state: 'complete', value: { libraries: [library] } },
});
const said = (app: AppFacts, code: string, entry: string): AppFacts => ({
  ...app,
  diagnostics: [{ code, level: 'note', place: { entry }, args: {} }],
});
const blind = (app: AppFacts) => {
  const { readable, unknowns } = createView(app, catalogue({}), UNKNOWN_TYPE).get(blindness);
  const hidden = unknowns.reduce((sum, unknown) => sum + unknown.weight, 0);
  return {
    codes: unknowns.map((x) => x.code),
    rated: readable && hidden < scoring.thresholds.notRatedUnknown.value,
  };
};
const row = (entry: string, state = 'complete') => ({
  entry,
  version: '035',
  sizeBytes: 1,
  classes: 1,
  methods: 1,
  state,
});
const signals = (more: Partial<CodeFacts['signals']>): Partial<CodeFacts> => ({
  signals: {
    classes: 30,
    methods: 100,
    instructions: 2_000,
    reflectionCalls: 0,
    reflectionResolved: 0,
    dynamicLoading: [],
    nativeMethods: 0,
    shortNames: 0,
    encryptedStrings: 0,
    webInterfaces: 0,
    applicationClassMissing: false,
    componentsMissing: [],
    reachComputed: true,
    ...more,
  },
});

describe('not rated, and why', () => {
  test('an ordinary app is rated', () => {
    expect(blind(facts({ code: { dex: [row('classes.dex')], ...signals({}) } })).rated).toBe(true);
  });
  test('all code native', () => {
    const none = {
      application: { hasCode: false },
      code: { dex: [], ...signals({ classes: 0, methods: 0, instructions: 0 }) },
    };
    expect(blind(facts(none))).toEqual({ codes: [], rated: true }); // resources alone
    expect(blind(withLibrary(facts(none)))).toMatchObject({
      codes: expect.arrayContaining(['native-only']),
      rated: false,
    });
    const screen = {
      ...none,
      components: [{ type: 'activity' as const, name: 'android.app.NativeActivity' }],
    };
    expect(blind(facts(screen))).toMatchObject({ codes: ['native-only'], rated: false });
  });
  test('no code at all lies outside the package, and was packed by nobody', () => {
    const named = ['One', 'Two', 'Three'].map((name) => ({
      type: 'service' as const,
      name: `com.maker.${name}`,
    }));
    const missing = (dex: ReturnType<typeof row>[], more: Partial<CodeFacts['signals']>) =>
      facts({
        components: named,
        code: { dex, ...signals({ componentsMissing: named.map(({ name }) => name), ...more }) },
      });
    expect(blind(missing([], { classes: 0, methods: 0, instructions: 0 }))).toEqual({
      codes: ['code-outside'],
      rated: false,
    });
    // A few classes that unpack the rest are what a packer leaves.
    expect(blind(missing([row('classes.dex')], { classes: 3 })).codes).toContain('packed');
  });
  test('methods that are mostly native, or emptied', () => {
    expect(blind(facts({ code: signals({ nativeMethods: 60 }) }))).toEqual({
      codes: ['native-methods'],
      rated: false,
    });
    expect(blind(facts({ code: signals({ instructions: 100 }) }))).toEqual({
      codes: ['code-empty'],
      rated: false,
    });
    expect(blind(facts({ code: signals({ nativeMethods: 40 }) })).rated).toBe(true);
    expect(blind(facts({ code: signals({ methods: 10, instructions: 10 }) })).rated).toBe(true);
  });
  test('a DEX file that Android loads cannot be read, one that it does not load can be missed', () => {
    const dex = [row('classes.dex'), row('classes2.dex', 'missing')];
    expect(blind(facts({ code: { dex, ...signals({}) } }))).toEqual({ codes: ['code-broken'], rated: false });
    const asleep = said(facts({ code: { dex, ...signals({}) } }), 'dex/not-loaded-at-start', 'classes2.dex');
    expect(blind(asleep)).toEqual({ codes: [], rated: true });
  });
  test('only code that Android does not load', () => {
    const app = facts({ code: { dex: [row('assets/a.dex')], ...signals({}) } });
    expect(blind(said(app, 'dex/not-loaded-at-start', 'assets/a.dex'))).toEqual({
      codes: ['code-missing'],
      rated: false,
    });
  });
  test('a manifest under two names', () => {
    const app = facts({ code: { dex: [row('classes.dex')], ...signals({}) } });
    expect(blind(said(app, 'zip/local-name-differs', 'AndroidManifest.xml'))).toEqual({
      codes: ['manifest-disputed'],
      rated: false,
    });
    expect(blind(said(app, 'zip/local-name-differs', 'res/a.png')).rated).toBe(true);
  });
});
