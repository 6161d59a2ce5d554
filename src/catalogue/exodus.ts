// A user's own copy of a tracker list in the form Exodus publishes, as SDKs beside ours. We ship no such list (ODbL).
// Matched by whole segments, unlike the original's unanchored expressions; what cannot be matched so is told.
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Catalogue, Sdk } from '../model/catalogue.js';
import type { Complain } from './complaint.js';

const Signature = Type.Optional(Type.Union([Type.String(), Type.Null()]));
const Tracker = Type.Object({
  name: Type.String(),
  code_signature: Signature,
  network_signature: Signature,
  website: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  categories: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
});
/** Rows are checked one by one: a fault of one is no reason to lose the others. */
const Row = Type.Unknown();
const Document = Type.Union([
  Type.Object({ trackers: Type.Union([Type.Record(Type.String(), Row), Type.Array(Row)]) }),
  Type.Array(Row),
]);

/**
 * Trackers of the list as SDKs with ids "exodus-<number or name>". A class prefix that ours already claims stays ours:
 * the longest prefix wins as everywhere, and of equal ones the product's. Rows that cannot be used go to `lose`.
 */
// eslint-disable-next-line complexity, max-lines-per-function -- each field of a foreign list is checked with words of its own
export function readExodusList(
  file: string,
  text: string,
  catalogue: Catalogue,
  complain: Complain,
  lose: Complain = () => {},
): Sdk[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    complain({ file, line: 0, cause: { en: `not valid JSON: ${message}`, zh: `JSON 语法错误：${message}` } });
    return [];
  }
  if (!Value.Check(Document, value)) {
    const cause = {
      en: 'not a tracker list: expected {"trackers": {"1": {"name": …, "code_signature": …}}}',
      zh: '不是跟踪器列表：应为 {"trackers": {"1": {"name": …, "code_signature": …}}}',
    };
    complain({ file, line: 0, cause });
    return [];
  }
  const trackers = Array.isArray(value) ? value : value.trackers;
  const claimed = new Set<string>();
  for (const sdk of catalogue.sdks) {
    for (const signal of sdk.signals) if (signal.kind === 'package') claimed.add(signal.value);
  }
  const sdks: Sdk[] = [];
  const ids = new Set(catalogue.sdks.map((sdk) => sdk.id));
  for (const [key, tracker] of Object.entries(trackers)) {
    const lost = (en: string, zh: string): void =>
      lose({ file, line: 0, cause: { en: `tracker ${key} ${en}`, zh: `跟踪器 ${key} ${zh}` } });
    if (!Value.Check(Tracker, tracker)) {
      lost('is not in the form of the list; left out', '不符合列表格式，已略去');
      continue;
    }
    if (!tracker.code_signature) {
      lost('has no code signature; left out', '没有代码特征，已略去');
      continue;
    }
    const signals = signalsOf(tracker.code_signature, tracker.network_signature ?? '', claimed);
    if (signals.length === 0) {
      // One that another row or our own rules name already is not lost.
      if (prefixesOf(tracker.code_signature).length === 0)
        lost('has no code signature that can be matched; left out', '没有可匹配的代码特征，已略去');
      continue;
    }
    const suffix = Array.isArray(trackers) ? slugOf(tracker.name) : slugOf(key);
    let id = `exodus-${suffix}`;
    for (let n = 2; ids.has(id); n++) id = `exodus-${suffix}-${n}`;
    ids.add(id);
    const sdk: Sdk = {
      id,
      name: tracker.name,
      vendor: tracker.name,
      categories: (tracker.categories ?? []).map(slugOf).filter((category) => category !== ''),
      tracker: true,
      signals,
      takes: [],
    };
    if (typeof tracker.website === 'string' && tracker.website !== '') sdk.website = tracker.website;
    sdks.push(sdk);
  }
  return sdks.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** "com.foo.|com.foo.ads|.infix." → class prefixes; infixes and expressions cannot be matched by segment and fall out. */
function signalsOf(code: string, network: string, claimed: Set<string>): Sdk['signals'] {
  const signals: Sdk['signals'] = [];
  for (const prefix of prefixesOf(code)) {
    if (claimed.has(prefix)) continue;
    claimed.add(prefix);
    signals.push({ kind: 'package', value: prefix, confidence: 'medium' });
  }
  for (const alternative of network.split('|')) {
    const host = alternative
      .trim()
      .replaceAll('\\.', '.')
      .replace(/^[.*]+/, '')
      .toLowerCase();
    if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host)) continue;
    if (!signals.some((signal) => signal.value === host)) {
      signals.push({ kind: 'domain', value: host, confidence: 'low' });
    }
  }
  return signals.some((signal) => signal.kind === 'package') ? signals : [];
}

/** Class prefixes of a code signature. */
const prefixesOf = (code: string): string[] =>
  code
    .split('|')
    .map((part) => part.trim().replaceAll('\\.', '.').replaceAll('/', '.').replace(/\.+$/, ''))
    .filter((prefix) => /^[A-Za-z_$][\w$]*(?:\.[\w$]+)+$/.test(prefix));

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
