// Builds whole reports for tests of reporters and the gate, from the few things a test is about.
import { rungHeight } from '../../src/model/order.js';
import type { AppReport, KindActor, KindReport } from '../../src/model/report.js';
import type { Evidence } from '../../src/model/rule.js';
import type { Actor } from '../../src/model/place.js';

const APP: Actor = { kind: 'app', id: 'com.example.shop' };

export function evidence(partial: Partial<Evidence> = {}): Evidence {
  return {
    what: 'Landroid/location/LocationManager;->getLastKnownLocation',
    rung: 'startup',
    by: APP,
    place: {
      entry: 'classes2.dex',
      symbol: 'Lcom/example/shop/Tracker;->start(Landroid/content/Context;I)V',
      offset: 18,
    },
    path: [
      'Lcom/example/shop/ShopApp;->onCreate()V',
      'Lcom/example/shop/Tracker;->start(Landroid/content/Context;I)V',
    ],
    cutSteps: 0,
    occasion: 'startup',
    trigger: 'Application.onCreate',
    confidence: 'high',
    ...partial,
  };
}

export const manifestEvidence = (permission: string, line: number): Evidence => ({
  what: permission,
  rung: 'declared',
  by: APP,
  place: { entry: 'AndroidManifest.xml', symbol: 'uses-permission[2]', offset: 412, line },
  confidence: 'high',
});

type LooseKind = Partial<Omit<KindReport, 'actors'>> & { actors?: readonly (Actor | KindActor)[] };

/** The entry of a party with what the kind's evidence says of it, or what the kind says where it has none. */
export function kindActor(
  actor: Actor,
  of: Omit<KindReport, 'actors'>,
  partial: Partial<KindActor> = {},
): KindActor {
  const own = of.evidence.flatMap((e, at) => (e.by.kind === actor.kind && e.by.id === actor.id ? [at] : []));
  const rungs = own.map((at) => of.evidence[at]!.rung).sort((a, b) => rungHeight(b) - rungHeight(a));
  return {
    ...actor,
    rung: rungs[0] ?? of.rung,
    occasions: of.occasions,
    background: of.occasions.includes('background'),
    repeats: false,
    fails: false,
    consent: 'unknown',
    need: of.need,
    needBecause: of.needBecause,
    verdict: of.verdict,
    weight: 1,
    points: of.points,
    evidence: own,
    ...partial,
  };
}

export function kind(id: string, partial: LooseKind = {}): KindReport {
  const { actors = [APP], ...rest } = partial;
  const whole = { ...blankKind(id), ...rest };
  return { ...whole, actors: actors.map((actor) => ('rung' in actor ? actor : kindActor(actor, whole))) };
}

function blankKind(id: string): Omit<KindReport, 'actors'> {
  return {
    kind: id,
    name: { en: id, zh: id },
    headline: id,
    sensitivity: 4,
    rung: 'startup',
    need: 'beyond',
    needBecause: { en: `An online shop does not need ${id}.`, zh: `网上购物不需要${id}。` },
    verdict: 'suspected',
    occasions: ['startup'],
    points: 10,
    evidence: [evidence()],
    evidenceTotal: 1,
  };
}

export function report(partial: Partial<AppReport> = {}): AppReport {
  const complete = { state: 'complete', because: [] };
  return {
    schema: 'overreach-report/1',
    tool: { name: 'overreach', version: '0.0.0', rules: '0123456789abcdef' },
    app: {
      package: 'com.example.shop',
      label: 'Shop',
      labels: [{ locale: '', text: 'Shop' }],
      versionName: '1.2.3',
      versionCode: 123,
      minSdk: 21,
      targetSdk: 34,
      sha256: 'ab'.repeat(32),
      sizeBytes: 6_400_000,
      inputKind: 'apk',
      signers: [{ sha256: 'cd'.repeat(32), subject: 'CN=Example', schemes: ['v1', 'v2'] }],
    },
    type: {
      id: 'online-shopping',
      name: { en: 'Online shopping', zh: '网上购物' },
      source: 'given',
      confidence: 1,
      because: [],
      runnerUp: null,
    },
    verdict: 'not-suspected',
    summary: { suspectedKinds: [], stronglySuspectedKinds: [], declaredOnlyKinds: [], parties: [] },
    score: { rated: true, value: 0, low: 0, high: 0, parts: [], widenedBy: [] },
    kinds: [],
    findings: [],
    rules: [],
    permissions: [],
    sdks: [],
    coverage: {
      sections: {
        manifest: complete,
        resources: complete,
        code: complete,
        native: complete,
        signing: complete,
        files: complete,
      },
      dex: { files: 1, classes: 10, methods: 100 },
      notes: [],
    },
    diagnostics: [],
    ...partial,
  };
}

/** An over-collecting app with something of everything a reporter shows. */
export function fullReport(): AppReport {
  const sdk: Actor = { kind: 'sdk', id: 'acme-push' };
  return report({
    verdict: 'strongly-suspected',
    score: {
      rated: true,
      value: 61.4,
      low: 55.2,
      high: 78,
      parts: [
        {
          kind: 'location-precise',
          actor: sdk,
          rung: 'startup',
          need: 'red-flag',
          points: 40.1,
          factors: { rung: 1, need: 1, sensitivity: 1, actor: 1, signal: 1 },
          evidence: [0],
        },
        {
          kind: 'contacts',
          actor: APP,
          rung: 'present',
          need: 'beyond',
          points: 21.3,
          factors: { rung: 0.5, need: 1, sensitivity: 1, actor: 1, signal: 1 },
          evidence: [0],
        },
      ],
      widenedBy: [{ code: 'native', points: 4 }],
    },
    summary: {
      suspectedKinds: ['contacts'],
      stronglySuspectedKinds: ['location-precise'],
      declaredOnlyKinds: ['camera'],
      parties: ['acme-push'],
    },
    kinds: [
      kind('location-precise', {
        name: { en: 'Precise location', zh: '精确位置' },
        need: 'red-flag',
        needBecause: {
          en: 'An online shop needs an address the buyer types, not where the phone is.',
          zh: '网上购物需要的是用户填写的收货地址，而不是手机所在的位置。',
        },
        verdict: 'strongly-suspected',
        actors: [sdk, APP],
        occasions: ['startup', 'background'],
        points: 40.1,
        evidence: [
          evidence({
            by: sdk,
            place: {
              entry: 'classes2.dex',
              symbol: 'Lcom/acme/push/a/B;->c(I[Ljava/lang/String;)V',
              offset: 18,
            },
            path: [
              'Lcom/example/shop/ShopApp;->onCreate()V',
              'Lcom/acme/push/Push;->init(Landroid/content/Context;)V',
              'Lcom/acme/push/a/B;->c(I[Ljava/lang/String;)V',
            ],
            cutSteps: 3,
          }),
          manifestEvidence('android.permission.ACCESS_FINE_LOCATION', 12),
        ],
        evidenceTotal: 2,
      }),
      kind('contacts', {
        name: { en: 'Contacts', zh: '通讯录' },
        rung: 'present',
        points: 21.3,
        occasions: [],
        evidence: [
          evidence({
            what: 'uri:content://com.android.contacts/contacts',
            rung: 'present',
            place: { entry: 'classes.dex', symbol: 'Lcom/example/shop/Invite;->load()V', offset: 4 },
            path: [],
          }),
          manifestEvidence('android.permission.READ_CONTACTS', 14),
        ],
        evidenceTotal: 2,
      }),
      kind('camera', {
        name: { en: 'Camera', zh: '相机' },
        rung: 'declared',
        need: 'contextual',
        verdict: 'not-suspected',
        actors: [APP],
        occasions: [],
        points: 0,
        needBecause: { en: 'Scanning a code or a product photo.', zh: '扫码或拍摄商品。' },
        evidence: [manifestEvidence('android.permission.CAMERA', 16)],
      }),
    ],
    findings: [
      {
        ruleId: 'location-at-start',
        severity: 'high',
        message: 'hit',
        args: { actor: 'Acme Push' },
        kinds: ['location-precise'],
        actor: sdk,
        evidence: [evidence({ by: sdk })],
        fingerprint: 'f1f1f1f1f1f1f1f1',
        title: { en: 'Location read before consent', zh: '同意之前读取位置' },
        text: {
          en: 'Acme Push reads the location before any user act',
          zh: 'Acme Push 在用户操作之前读取位置',
        },
        why: { en: 'Nobody has agreed yet.', zh: '此时用户尚未同意。' },
        fix: { en: 'Start the SDK after consent.', zh: '在用户同意后再初始化 SDK。' },
        references: [
          { label: 'MASVS-PRIVACY-1', url: 'https://mas.owasp.org/MASVS/controls/MASVS-PRIVACY-1/' },
        ],
      },
    ],
    rules: [
      {
        id: 'location-at-start',
        title: { en: 'Location read before consent', zh: '同意之前读取位置' },
        severity: 'high',
        outcome: 'hit',
      },
      {
        id: 'contacts-by-sdk',
        title: { en: 'Contacts read by a third party', zh: '第三方读取通讯录' },
        severity: 'high',
        outcome: 'clear',
      },
    ],
    permissions: [
      {
        name: 'android.permission.ACCESS_FINE_LOCATION',
        maxSdk: null,
        source: 'declared',
        kinds: ['location-precise'],
        class: 'dangerous',
        note: null,
        used: true,
      },
      {
        name: 'android.permission.CAMERA',
        maxSdk: null,
        source: 'declared',
        kinds: ['camera'],
        class: 'dangerous',
        note: null,
        used: false,
      },
    ],
    sdks: [
      {
        id: 'acme-push',
        name: 'Acme Push',
        vendor: 'Acme',
        country: 'CN',
        tracker: true,
        version: '4.2.0',
        confidence: 'high',
        signals: ['package:com.acme.push'],
        kinds: [{ kind: 'location-precise', rung: 'startup' }],
      },
    ],
    coverage: {
      sections: {
        ...report().coverage.sections,
        native: { state: 'partial', because: ['elf/not-elf'] },
      },
      dex: { files: 2, classes: 1000, methods: 9000 },
      notes: [
        {
          code: 'native',
          text: { en: 'Native code is not analysed.', zh: '未分析原生代码。' },
          widens: 4,
        },
      ],
    },
    diagnostics: [
      {
        code: 'elf/not-elf',
        level: 'warning',
        place: { entry: 'lib/arm64-v8a/libx.so' },
        args: {},
        text: { en: 'is not an ELF file', zh: '不是 ELF 文件' },
      },
    ],
  });
}
