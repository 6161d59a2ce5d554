// Where HTML pages in the package ask the user to type or choose: field, name, placeholder, label, autocomplete words.
// Leaves pages loaded from the network, which a package does not hold, and what is asked for to the judge.
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
const MAX_TEXT = 120;
const MAX_NAME = 200;

export const isPage = (entry: string): boolean => PAGE.test(entry);

/** The fields of a page in their order; none where it holds no such tag. */
export function fieldsOfPage(entry: string, data: Uint8Array): InputField[] {
  const text = readUtf8(data);
  if (!FIELD.test(text)) return [];
  const tags = [...readTags(text)];
  const labels = labelsById(tags);
  const fields: InputField[] = [];
  const lines = new Lines(text);
  let beside = '';
  let inside = '';
  tags.forEach((tag, at) => {
    if (tag.before !== '') beside = tag.before;
    if (tag.name === 'label') inside = tags[at + 1]?.before ?? '';
    if (tag.name === '/label') inside = '';
    if (!/^(?:input|textarea|select)$/.test(tag.name)) return;
    const type = tag.attributes.get('type')?.toLowerCase() ?? '';
    if (NO_QUESTION.test(type)) return;
    const tied = labels.get(tag.attributes.get('id') ?? '') ?? '';
    fields.push(fieldOf(entry, tag, type, tied || inside || beside, lines.at(tag.offset)));
    beside = '';
  });
  return fields;
}

function labelsById(tags: readonly Tag[]): Map<string, string> {
  const labels = new Map<string, string>();
  tags.forEach(({ name, attributes }, at) => {
    const target = name === 'label' ? attributes.get('for') : undefined;
    if (target !== undefined && !labels.has(target)) labels.set(target, tags[at + 1]?.before ?? '');
  });
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
