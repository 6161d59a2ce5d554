// Makes text from a package harmless in the place it is shown. Leaves CSV and HTML to their own folders.

/** Characters that move the cursor, reorder text, or show nothing: C0, DEL, C1, bidi, separators, tags, lone surrogates. */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{e0000}-\u{e0fff}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

const visible = (c: string): string => {
  if (c === '\n') return '⏎';
  if (c === '\t') return ' ';
  return `\\u{${c.codePointAt(0)!.toString(16)}}`;
};

/** What log viewers compare as if it were not there: joiners, variation selectors, and what `visible` shows anyway. */
const UNSEEN = '[\\u200c\\u200d\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]*';
/**
 * What a build server takes for a command when it stands in a log: "::" at the start of a line (GitHub, GitLab's
 * sections need control characters), "##[", "##vso[" (Azure) and "##teamcity[" anywhere in one. Lines are wrapped and
 * cut after this, so that no place of a text is safe by where it stands.
 */
const COMMAND = new RegExp(`([:#])(?=${UNSEEN}\\1)`, 'gu');

/** Longest run of package text shown in one place; longer text is cut with an ellipsis. */
const LONGEST = 512;

/** One line of plain text: nothing in it can act on a terminal, a log, or reorder what is around it. */
export function plain(text: string, longest: number = LONGEST): string {
  const cut = text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return cut.replace(UNSAFE, visible).replace(COMMAND, visible);
}

/** Text inside Markdown that can start no markup, link, image, mention, HTML, table cell or code span. */
export function markdownText(text: string): string {
  return plain(text)
    .replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'))
    .replace(/[\\`*_{}[\]()#+!|~$^:/-]/g, (c) => (/[#+:/^$()-]/.test(c) ? c : `\\${c}`))
    .replace(/@/g, '@\u2060')
    .replace(/(https?|ftp):\/\//gi, '$1:\u2060//')
    .replace(/\bwww\./gi, 'www\u2060.')
    .replace(/^([#+=-])/, '\\$1')
    .replace(/^(\d+)([.)]\s)/, '$1\\$2');
}

/**
 * Text in code type. A code span shows its text as it is, so text that could end one, open HTML or a link goes into a
 * `<code>` element with everything escaped instead.
 */
export function markdownCode(text: string): string {
  const safe = plain(text);
  if (safe !== '' && !/[<>&`|[\]\\]|^\s|\s$/.test(safe)) return `\`${safe}\``;
  return `<code>${markdownText(text).replaceAll('\u2060', '')}</code>`;
}

/** JSON that holds no command for a build server either: the second of two marks is written as an escape. */
export function jsonText(value: unknown, replacer: null, indent: number): string {
  return JSON.stringify(value, replacer, indent).replace(MARKS_IN_JSON, '\\u0023');
}
const MARKS_IN_JSON = new RegExp(`#(?=${UNSEEN}#)`, 'gu');
