// R and BuildConfig classes: in which packages they stand, and the application id that a build wrote.
import { describe, expect, test } from '@jest/globals';
import type { ClassSpec, FieldSpec } from '../support/dex.js';
import { readCode } from '../support/code.js';

const text = (name: string, value?: string): FieldSpec => ({
  name,
  type: 'Ljava/lang/String;',
  access: 'public static final',
  ...(value === undefined ? {} : { value }),
});
const config = (name: string, fields: FieldSpec[]): ClassSpec => ({ name, fields });
const generated = (...dexes: ClassSpec[][]) => readCode(dexes).facts.generated;

describe('generated classes', () => {
  test('BuildConfig tells the application id, wherever the constant stands', () => {
    const flag = { name: 'DEBUG', type: 'Z', access: 'public static final' };
    const fields = [text('AAA', 'zz'), text('APPLICATION_ID', 'de.bank.one'), text('FLAVOR', 'one'), flag];
    expect(generated([config('Lcom/maker/BuildConfig;', fields)])).toEqual([
      { package: 'com.maker', resources: false, buildConfig: true, applicationId: 'de.bank.one' },
    ]);
  });
  test('a BuildConfig without the constant, or with one that is no constant, tells nothing', () => {
    const rows = generated([
      config('La/x/BuildConfig;', [text('FLAVOR', 'one')]),
      config('La/y/BuildConfig;', [text('APPLICATION_ID')]),
      config('La/z/BuildConfig;', [{ name: 'APPLICATION_ID', type: 'I', access: 'static', value: 7 }]),
    ]);
    expect(rows.map((row) => [row.package, row.applicationId])).toEqual([
      ['a.x', null],
      ['a.y', null],
      ['a.z', null],
    ]);
  });
  test('R counts by itself or by one of its inner classes, across DEX files, sorted', () => {
    const rows = generated(
      [{ name: 'Lz/app/R;' }, { name: 'Lz/app/Other;' }],
      [{ name: 'Lb/lib/R$styleable;' }, { name: 'Lb/lib/BuildConfig;' }, { name: 'Lc/none/Rx;' }],
      [{ name: 'Lz/app/Late;' }, { name: 'LR;' }],
    );
    expect(rows).toEqual([
      { package: 'b.lib', resources: true, buildConfig: true, applicationId: null },
      { package: 'z.app', resources: true, buildConfig: false, applicationId: null },
    ]);
  });
  test('a class that is only mentioned does not count', () => {
    const code = [
      ['sget-object', 0, 'Lcom/maker/BuildConfig;->APPLICATION_ID:Ljava/lang/String;'],
      ['return-void'],
    ];
    const rows = generated([
      { name: 'Lcom/maker/Main;', methods: [{ name: 'm', proto: '()V', code: code as never }] },
    ]);
    expect(rows).toEqual([]);
  });
});
