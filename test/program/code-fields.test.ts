// Fields that code makes, what is typed into a view and sent, and pages named by code:
// on programs of our own. Leaves what a field asks for to test/forms.
import { describe, expect, test } from '@jest/globals';
import { readCode, watchMethods } from '../support/code.js';
import type { ClassSpec, Instruction, MethodSpec } from '../support/dex.js';
import type { InputField } from '../../src/model/facts.js';

const EDIT = 'Landroid/widget/EditText;';
const END: Instruction = ['return-void'];
const method = (name: string, code: readonly Instruction[], proto = '()V'): MethodSpec => ({
  name,
  proto,
  access: 'public static',
  code,
});
const cls = (name: string, ...methods: MethodSpec[]): ClassSpec => ({ name, methods });
const MAKE: Instruction[] = [
  ['new-instance', 0, EDIT],
  ['const/4', 1, 0],
  ['invoke-direct', [0, 1], `${EDIT}-><init>(Landroid/content/Context;)V`],
];
const HINT = `${EDIT}->setHint(Ljava/lang/CharSequence;)V`;
const texts = (...all: ClassSpec[]) =>
  (readCode([all]).facts.fields ?? []).map(({ element, hints, labels }) => ({
    element,
    hints: hints.map(({ text }) => text),
    labels: labels.map(({ text }) => text),
  }));

describe('a view that code makes', () => {
  test('with its hint, its input type and the title of its dialog', () => {
    const { facts } = readCode([
      [
        cls(
          'La/Ask;',
          method('show', [
            ...MAKE,
            ['const-string', 2, 'Mobile number'],
            ['invoke-virtual', [0, 2], HINT],
            ['const/4', 3, 3],
            ['invoke-virtual', [0, 3], `${EDIT}->setInputType(I)V`],
            ['const/4', 4, 0],
            ['const-string', 5, 'Register'],
            [
              'invoke-virtual',
              [4, 5],
              'Landroid/app/AlertDialog$Builder;->setTitle(Ljava/lang/CharSequence;)Landroid/app/AlertDialog$Builder;',
            ],
            END,
          ]),
        ),
      ],
    ]);
    expect(facts.fields).toEqual([
      {
        element: 'android.widget.EditText',
        site: 0,
        offset: 3,
        hints: [{ locale: '', text: 'Mobile number' }],
        labels: [{ locale: '', text: 'Register' }],
        inputType: [],
      },
    ]);
  });
  test('whose hint a helper is handed', () => {
    const helper = method('field', [...MAKE, ['invoke-virtual', [0, 8], HINT], END], '(Ljava/lang/String;)V');
    const caller = method('form', [
      ['const-string', 0, '身份证号'],
      ['invoke-static', [0], 'La/Ask;->field(Ljava/lang/String;)V'],
      END,
    ]);
    expect(texts(cls('La/Ask;', helper, caller))).toEqual([
      { element: 'android.widget.EditText', hints: ['身份证号'], labels: [] },
    ]);
  });
  test('is none where nothing is said, and a text view is no field', () => {
    const silent = method('silent', [...MAKE, END]);
    const label = method('label', [
      ['const/4', 0, 0],
      ['const-string', 1, 'Phone'],
      ['invoke-virtual', [0, 1], 'Landroid/widget/TextView;->setHint(Ljava/lang/CharSequence;)V'],
      END,
    ]);
    expect(texts(cls('La/Ask;', silent, label))).toEqual([]);
  });
});

describe('a field of Jetpack Compose', () => {
  const TEXT = 'Landroidx/compose/material3/TextKt;->Text(Ljava/lang/String;)V';
  const FIELD =
    'Landroidx/compose/material3/OutlinedTextFieldKt;->OutlinedTextField(Ljava/lang/String;Ljava/lang/Object;Ljava/lang/Object;ZZLjava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V';
  const lambda = (name: string, text: string): ClassSpec => ({
    name,
    methods: [
      { name: '<init>', proto: '()V', access: 'public constructor', code: [END] },
      {
        name: 'invoke',
        proto: '(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;',
        access: 'public',
        code: [
          ['const-string', 0, text],
          ['invoke-static', [0], TEXT],
          ['const/4', 1, 0],
          ['return-object', 1],
        ],
      },
    ],
  });
  const draw = (label: string, placeholder: string): MethodSpec =>
    method('Form', [
      ['const/4', 0, 0],
      ['const/4', 1, 0],
      ['const/4', 2, 0],
      ['const/4', 3, 0],
      ['const/4', 4, 0],
      ['const/4', 5, 0],
      ['new-instance', 6, label],
      ['invoke-direct', [6], `${label}-><init>()V`],
      ['new-instance', 7, placeholder],
      ['invoke-direct', [7], `${placeholder}-><init>()V`],
      ['invoke-static/range', [0, 1, 2, 3, 4, 5, 6, 7], FIELD],
      END,
    ]);
  test('has the texts that its label and placeholder draw', () => {
    const found = texts(
      cls('La/FormKt;', draw('La/Label;', 'La/Hint;')),
      lambda('La/Label;', 'Phone number'),
      lambda('La/Hint;', '138'),
    );
    expect(found).toEqual([
      { element: 'androidx.compose.OutlinedTextField', hints: ['Phone number', '138'], labels: [] },
    ]);
  });
  test('inside the library itself is nobody’s question', () => {
    const found = texts(
      cls('Landroidx/compose/material3/SearchKt;', draw('La/Label;', 'La/Label;')),
      lambda('La/Label;', 'Phone number'),
    );
    expect(found).toEqual([]);
  });
});

describe('what the user types', () => {
  const VIEW = 0x7f0a0001;
  const SINK = 'Lcom/net/Wire;->send';
  const GET = `${EDIT}->getText`;
  const field = { view: VIEW, screens: [1], screenNames: [''] } as unknown as InputField;
  const run = (id: number) =>
    readCode(
      [
        [
          cls(
            'La/Form;',
            method('submit', [
              ['const/4', 0, 0],
              ['const', 1, id],
              ['invoke-virtual', [0, 1], 'Landroid/app/Activity;->findViewById(I)Landroid/view/View;'],
              ['move-result-object', 2],
              ['check-cast', 2, EDIT],
              ['invoke-virtual', [2], `${GET}()Landroid/text/Editable;`],
              ['move-result-object', 3],
              ['invoke-static', [3], `${SINK}(Ljava/lang/Object;)V`],
              END,
            ]),
          ),
        ],
      ],
      {
        watch: {
          methods: watchMethods([GET, SINK]),
          sinks: [{ id: SINK, args: [0], channel: 'network' }],
        },
        resources: { fields: [field] },
      },
    ).facts.flows;
  test('is followed from the view of a field to where it is sent', () => {
    expect(run(VIEW).map(({ source, channel }) => `${source} ${channel}`)).toEqual([
      'view:0x7f0a0001 network',
    ]);
  });
  test('is not followed from a view that is no field', () => {
    expect(run(0x7f0a0099)).toEqual([]);
  });
});

test('a page is named by its address in the package', () => {
  const page = {
    layout: 'assets/www/form.html',
    screens: [],
    screenNames: [],
    view: 0,
  } as unknown as InputField;
  const { facts } = readCode(
    [[cls('La/Web;', method('load', [['const-string', 0, 'file:///android_asset/www/form.html#top'], END]))]],
    { resources: { fields: [page] } },
  );
  expect(facts.uses.map(({ watch }) => watch)).toEqual(['page:assets/www/form.html']);
});
