// overreach explain: what an id means and how we know. Leaves the knowledge to the catalogue.
import { UserError } from '../../model/user-error.js';
import { explainableIds, explainId } from '../../report/explain.js';
import type { Explanation } from '../../report/explain.js';
import { jsonText, plain } from '../../report/escape.js';
import { openPaint } from '../../report/paint.js';
import type { Style } from '../../report/reporter.js';
import { wrap } from '../../report/width.js';
import type { Args } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { nearest } from '../../model/nearest.js';
import { chooseDestinations, styleFor, writeOut } from '../output.js';
import { openCatalogue } from '../product.js';

const FORMATS = ['terminal', 'markdown', 'json'] as const;

function terminalText(explanation: Explanation, style: Style): string {
  const paint = openPaint(style.color);
  const { lang } = style;
  const width = Math.min(style.columns, 100);
  const lines = [
    '',
    `  ${paint.name(plain(explanation.title[lang]))} ${paint.faint(`· ${plain(explanation.id)} · ${explanation.what[lang]}`)}`,
  ];
  for (const { heading, lines: texts } of explanation.parts) {
    lines.push('', `  ${paint.title(plain(heading[lang]))}`);
    for (const text of texts) {
      const [first = '', ...rest] = wrap(plain(text[lang], 4000), width - 6);
      lines.push(texts.length > 1 ? `  ${paint.faint('·')} ${first}` : `    ${first}`);
      lines.push(...rest.map((line) => `    ${line}`));
    }
  }
  return `${lines.join('\n')}\n`;
}

function markdownText(explanation: Explanation, style: Style): string {
  const { lang } = style;
  const lines = [`# ${explanation.title[lang]}`, '', `\`${explanation.id}\` · ${explanation.what[lang]}`];
  for (const { heading, lines: texts } of explanation.parts)
    lines.push(
      '',
      `## ${heading[lang]}`,
      '',
      ...texts.map((t) => (texts.length > 1 ? `- ${t[lang]}` : t[lang])),
    );
  return `${lines.join('\n')}\n`;
}

export async function run(args: Args, io: Io): Promise<ExitCode> {
  const destinations = chooseDestinations(args, FORMATS, 'terminal');
  const { catalogue } = await openCatalogue(args, true);
  const found: Explanation[] = [];
  for (const id of args.paths) {
    const explanations = explainId(id, catalogue, args.flag('all'));
    if (explanations.length === 0) {
      const near = nearest(id, explainableIds(catalogue));
      throw new UserError(
        'cli/unknown-id',
        { en: `nothing is known by the name ${id}`, zh: `没有名为 ${id} 的条目` },
        near
          ? { en: `did you mean ${near}?`, zh: `是否想查 ${near}？` }
          : { en: 'overreach rules list shows all names', zh: '用 overreach rules list 查看所有名称' },
      );
    }
    found.push(...explanations);
  }
  for (const { format, file } of destinations) {
    const style = styleFor(args, io, file, found.length === 1);
    const text =
      format === 'json'
        ? `${jsonText(found, null, 2)}\n`
        : found
            .map((e) => (format === 'terminal' ? terminalText(e, style) : markdownText(e, style)))
            .join('\n');
    writeOut(io, file, text);
  }
  return EXIT.fine;
}
