// The parts of `fleet`, and which options and arguments each takes: what a part would pass over in silence is refused.
// Leaves doing them to fleet.ts, and what an option's value may be to who reads it.
import { nearest } from '../../model/nearest.js';
import { UserError } from '../../model/user-error.js';
import { plain } from '../../report/escape.js';
import type { Args } from '../command.js';
import type { OptionName } from '../options.js';

export type PartName = 'init' | 'add' | 'work' | 'status' | 'judge' | 'report' | 'cancel' | 'retry';

const RULES: readonly OptionName[] = ['rules', 'sdks', 'limit'];

interface Part {
  options: readonly OptionName[];
  /** Paths, lists, addresses or patterns behind the database. */
  more: boolean;
}
const PARTS: Readonly<Record<PartName, Part>> = {
  init: { options: [], more: false },
  add: { options: ['types', 'priority', 'strict', ...RULES], more: true },
  work: { options: ['threads', 'allow-host', 'allow-private', 'lease', 'stay', ...RULES], more: false },
  status: { options: ['format'], more: false },
  judge: { options: ['threads', 'strict', ...RULES], more: false },
  report: { options: ['out', 'title', 'publisher', 'date', 'where', 'strict', ...RULES], more: false },
  cancel: { options: [], more: true },
  retry: { options: ['priority'], more: true },
};
const NAMES = Object.keys(PARTS) as PartName[];
/** Every option that belongs to some parts and not to others. */
const OPTIONS = new Set(NAMES.flatMap((name) => PARTS[name].options));

const isPart = (name: string): name is PartName => Object.hasOwn(PARTS, name);

/** @throws UserError when there is no such part, or it does not take what was said */
export function checkPart(args: Args): PartName {
  const [name = '', , ...more] = args.paths;
  if (!isPart(name)) {
    const near = nearest(name, NAMES);
    throw new UserError(
      'fleet/no-such-part',
      {
        en: `fleet ${plain(name, 40)} is none of ${NAMES.join(', ')}`,
        zh: `fleet ${plain(name, 40)} 不是 ${NAMES.join('、')} 之一`,
      },
      near === null ? undefined : { en: `did you mean ${near}?`, zh: `是否想用 ${near}？` },
    );
  }
  const part = PARTS[name];
  const stray = [...OPTIONS].find(
    (option) => !part.options.includes(option) && args.texts(option).length > 0,
  );
  if (stray !== undefined) {
    const takers = NAMES.filter((one) => PARTS[one].options.includes(stray));
    throw new UserError(
      'fleet/option-of-another-part',
      {
        en: `fleet ${name} takes no --${stray}`,
        zh: `fleet ${name} 没有选项 --${stray}`,
      },
      {
        en: `it belongs to fleet ${takers.join(', ')}`,
        zh: `该选项属于 fleet ${takers.join('、')}`,
      },
    );
  }
  if (!part.more && more.length > 0)
    throw new UserError('fleet/too-many-arguments', {
      en: `fleet ${name} takes nothing behind the database: ${plain(more[0]!, 200)}`,
      zh: `fleet ${name} 在数据库地址之后不接受参数：${plain(more[0]!, 200)}`,
    });
  const format = name === 'status' ? args.texts('format').find((one) => one !== 'json') : undefined;
  if (format !== undefined)
    throw new UserError('fleet/unknown-format', {
      en: `fleet status is text, or with --format json JSON; there is no ${plain(format, 40)}`,
      zh: `fleet status 输出文本，或以 --format json 输出 JSON；没有 ${plain(format, 40)}`,
    });
  return name;
}
