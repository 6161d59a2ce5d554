// Names of the numbers that manifests hold, as the platform's attributes spell them (AOSP attrs_manifest.xml).
// Leaves reading them to manifest.ts and its neighbours.

export const FOREGROUND_SERVICE_TYPES: Readonly<Record<string, number>> = {
  dataSync: 1 << 0,
  mediaPlayback: 1 << 1,
  phoneCall: 1 << 2,
  location: 1 << 3,
  connectedDevice: 1 << 4,
  mediaProjection: 1 << 5,
  camera: 1 << 6,
  microphone: 1 << 7,
  health: 1 << 8,
  remoteMessaging: 1 << 9,
  systemExempted: 1 << 10,
  shortService: 1 << 11,
  fileManagement: 1 << 12,
  mediaProcessing: 1 << 13,
  specialUse: 1 << 30,
};

export const USES_PERMISSION_FLAGS: Readonly<Record<string, number>> = { neverForLocation: 1 << 16 };

export const APP_CATEGORIES = [
  'game',
  'audio',
  'video',
  'image',
  'social',
  'news',
  'maps',
  'productivity',
  'accessibility',
] as const;

const PROTECTION_BASES = ['normal', 'dangerous', 'signature', 'signatureOrSystem', 'internal'];
const PROTECTION_FLAGS: Readonly<Record<string, number>> = {
  privileged: 0x10,
  development: 0x20,
  appop: 0x40,
  pre23: 0x80,
  installer: 0x100,
  verifier: 0x200,
  preinstalled: 0x400,
  setup: 0x800,
  instant: 0x1000,
  runtime: 0x2000,
  oem: 0x4000,
  vendorPrivileged: 0x8000,
  textClassifier: 0x10000,
  documenter: 0x40000,
  configurator: 0x80000,
  incidentReportApprover: 0x100000,
  appPredictor: 0x200000,
  module: 0x400000,
  companion: 0x800000,
  retailDemo: 0x1000000,
  recents: 0x2000000,
  role: 0x4000000,
  knownSigner: 0x8000000,
};

/** "dangerous", "signature|privileged", as a manifest would write it. */
export function protectionText(level: number): string {
  const base = PROTECTION_BASES[level & 0xf] ?? `0x${(level & 0xf).toString(16)}`;
  const flags = Object.entries(PROTECTION_FLAGS).filter(([, mask]) => (level & mask) !== 0);
  return [base, ...flags.map(([name]) => name)].join('|');
}
