// Where HTML pages in the package ask the user to type or choose: field, name, placeholder, label, autocomplete words.
// Leaves pages loaded from the network, which a package does not hold, and what is asked for to the judge.
import { checkTime } from '../bytes/deadline.js';
import { readUtf8 } from '../bytes/text.js';
import { readTags, type Tag } from '../formats/html/tags.js';
import type { InputField } from '../model/facts.js';

const PAGE = /^assets\/.*\.x?html?$/i;
const FIELD = /<(?:input|textarea|select)\b/i;
/** What is not typed or chosen as an answer. */
const NO_QUESTION = /^(?:hidden|submit|button|reset|image|checkbox|radio|range|color|file)$/;
const TYPES: Readonly<Record<string, string>> = {
  tel: 'phone',
  email: 'textEmailAddress',
  password: 'textPassword',
  number: 'number',
  date: 'date',
  url: 'textUri',
};
/** Tags between two looks at the clock. */
const STRIDE = 1_023;
const MAX_TEXT = 120;
const MAX_NAME = 200;

export const isPage = (entry: string): boolean => PAGE.test(entry);

/** The fields of a page in their order, up to so many and one more; none where it holds no such tag. */
export function fieldsOfPage(entry: string, data: Uint8Array, most: number): InputField[] {
  const text = readUtf8(data);
  if (!FIELD.test(text)) return [];
  const labels = labelsById(text, most);
  const fields: InputField[] = [];
  const lines = new Lines(text);
  let beside = '';
  let inside = '';
  for (const [tag, next] of withNext(readTags(text))) {
    if (tag.before !== '') beside = tag.before;
    if (tag.name === 'label') inside = next?.before ?? '';
    if (tag.name === '/label') inside = '';
    if (!/^(?:input|textarea|select)$/.test(tag.name)) continue;
    const type = attribute(tag, 'type').toLowerCase();
    if (NO_QUESTION.test(type)) continue;
    const tied = labels.get(attribute(tag, 'id')) ?? '';
    fields.push(fieldOf(entry, tag, type, tied || inside || beside, lines.at(tag.offset)));
    if (fields.length > most) break;
    beside = '';
  }
  return fields;
}

const attribute = (tag: Tag, name: string): string => tag.attributes.get(name) ?? '';

/** Tags with the one behind each, so that a page's tags never stand in memory together. */
function* withNext(tags: Iterable<Tag>): Generator<[Tag, Tag | undefined]> {
  let last: Tag | undefined;
  let count = 0;
  for (const tag of tags) {
    if ((++count & STRIDE) === 0) checkTime();
    if (last) yield [last, tag];
    last = tag;
  }
  if (last) yield [last, undefined];
}

/** As many as there can be fields. */
function labelsById(text: string, most: number): Map<string, string> {
  const labels = new Map<string, string>();
  for (const [{ name, attributes }, next] of withNext(readTags(text))) {
    const target = name === 'label' ? attributes.get('for') : undefined;
    if (target === undefined || labels.has(target)) continue;
    labels.set(target, next?.before ?? '');
    if (labels.size > most) break;
  }
  return labels;
}

function fieldOf(entry: string, tag: Tag, type: string, label: string, line: number): InputField {
  const said = (name: string): string => (tag.attributes.get(name) ?? '').slice(0, MAX_NAME);
  const texts = (...all: string[]): InputField['hints'] =>
    [...new Set(all)]
      .filter((text) => text !== '' && text.length <= MAX_TEXT)
      .map((text) => ({ locale: '', text }));
  const word = TYPES[type];
  return {
    layout: entry,
    screen: entry,
    screens: [],
    screenNames: [],
    element: tag.name,
    view: 0,
    id: said('name') || said('id'),
    hints: texts(said('placeholder'), said('aria-label'), type === 'search' ? 'search' : ''),
    labels: texts(label),
    autofill: said('autocomplete')
      .split(/\s+/)
      .filter((one) => one !== '' && one !== 'on' && one !== 'off'),
    inputType: word === undefined ? [] : [word],
    digits: null,
    maxLength: /^\d{1,6}$/.test(said('maxlength')) ? Number(said('maxlength')) : null,
    line,
  };
}

/** Lines by offset, asked for in ascending order. */
class Lines {
  private line = 1;
  private next: number;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
    this.next = text.indexOf('\n');
  }
  at(offset: number): number {
    for (; this.next >= 0 && this.next < offset; this.next = this.text.indexOf('\n', this.next + 1))
      this.line++;
    return this.line;
  }
}
