// Texts in a method that look like a consent check: a preference key, the text of a dialog. Noted beside a path that
// passes the method, and not believed: whether the check guards the call is not worked out.
import { HIT, type Sweep } from './sweep.js';
import { WORD_GROUP } from './words.js';

/** Long legal texts are no keys; a method says no more than a few. */
const MAX_LENGTH = 60;
const MAX_PER_METHOD = 4;

/** Consent-like texts by method. */
export function collectGuards(sweep: Sweep): Map<number, string[]> {
  const found = new Map<number, string[]>();
  const { hits } = sweep;
  for (let i = 0; i < hits.kind.length; i++) {
    if (hits.kind[i] !== HIT.text) continue;
    const target = hits.target[i]!;
    if ((sweep.textGroups[target]! & (1 << WORD_GROUP.consent)) === 0) continue;
    const text = sweep.texts[target]!;
    // An address or a file name is not a check.
    if (text.length > MAX_LENGTH || text.includes('://') || text.includes('/')) continue;
    const list = found.get(hits.method[i]!);
    if (!list) found.set(hits.method[i]!, [text]);
    else if (list.length < MAX_PER_METHOD && !list.includes(text)) list.push(text);
  }
  return found;
}
