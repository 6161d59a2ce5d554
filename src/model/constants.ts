// The closed word lists of the model. Apart from the schemas, so that code which only needs the words does not load
// the schema library: it costs more start-up time than all the rest of the command line.

/** The evidence ladder, weakest first; meanings are told at `Rung` in place.ts. */
export const RUNGS = ['declared', 'implied', 'present', 'reachable', 'startup', 'leaves'] as const;

/** When code can run; meanings are told at `Occasion` in facts.ts. */
export const OCCASIONS = ['startup', 'first-screen', 'background', 'screen', 'user-act', 'callback'] as const;

/** When a family of callbacks is called; meanings are told in rules/platform/callbacks.yaml. */
export const CALLBACK_TIMES = [
  'act',
  'background',
  'scheduled',
  'fired',
  'at-once',
  'shown',
  'screens',
  'event',
] as const;

/** Where a value goes at the end of a flow. nearby is a device beside this one, with no server between; own-file stays in the app; what leaves is judged by rules/sinks. */
export const CHANNELS = [
  'network',
  'nearby',
  'device',
  'sms',
  'app',
  'shared-storage',
  'log',
  'own-file',
  'command',
  'clipboard',
  'other',
] as const;

/** Where each kind of sink leads; streams that wrap others are decided where they are met. */
export const CHANNEL_OF: Readonly<Record<string, (typeof CHANNELS)[number]>> = {
  network: 'network',
  sdk_call: 'network',
  webview: 'network',
  email: 'app',
  call: 'app',
  ipc: 'app',
  nearby_transfer: 'nearby',
  sms: 'sms',
  log: 'log',
  clipboard: 'clipboard',
  process: 'command',
  file: 'own-file',
  database: 'own-file',
  shared_prefs: 'own-file',
};

/** What a route does with the data; what counts as taking it is told in judge/routes.ts. */
export const ROLES = [
  'collect',
  'subscribe',
  'callback',
  'extract',
  'request',
  'setup',
  'enable',
  'status',
  'sink',
] as const;

/** The sections of the facts. */
export const SECTION_NAMES = ['manifest', 'resources', 'code', 'native', 'signing', 'files'] as const;

/** How code stands to the user's word, worst first; meanings are told at `Consent` in facts.ts. */
export const CONSENTS = ['before', 'unknown', 'act', 'decision'] as const;
