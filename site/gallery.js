// A gallery of verdicts: small apps of our own, what each does, what is said of it, and its report as anybody gets it.
// Made by the command itself at build time, so that it cannot say what the product does not.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** From nothing to say to the worst, then what cannot be told. */
const SHOWN = [
  'shop-modest', 'kind-camera-no', 'android-id-yes', 'party-sdk-yes', 'location-background-yes', 'kind-sms-yes',
  'shop-over-collecting', 'screenshot-uploaded-yes', 'screenshot-keeper', 'blind-javascript', 'blind-packed',
]; // prettier-ignore

const WORDS = {
  en: {
    title: '# A gallery of verdicts',
    lead: 'Small apps of our own, built to show one thing each; none is an app of anybody else. Every line is made by the command when this site is built; the report opens in both languages.',
    heads: ['What the app does', 'Verdict', 'Index', 'Suspected', 'Report'],
    report: 'report',
    example: 'A whole survey of such apps: [example](/example-survey/index.html){:target="_self":}.',
    verdicts: {
      'not-suspected': 'not suspected',
      suspected: 'suspected',
      'strongly-suspected': 'strongly suspected',
      'not-rated': 'not rated',
    },
  },
  zh: {
    title: '# 结论示例',
    lead: '均为我们自己编写的小应用，每个只展示一件事，不涉及他人的应用。每一行都在构建本站时由命令生成；报告可切换两种语言。',
    heads: ['应用的行为', '结论', '指数', '涉嫌', '报告'],
    report: '报告',
    example: '此类应用的完整测评：[示例](/example-survey/index.html){:target="_self":}。',
    verdicts: {
      'not-suspected': '未见涉嫌',
      suspected: '涉嫌',
      'strongly-suspected': '高度涉嫌',
      'not-rated': '无法评级',
    },
  },
};

/** The two texts under `behaviour:` of a sample's description. */
const behaviour = (text, lang) =>
  (new RegExp(`^behaviour:[\\s\\S]*?^ {2}${lang}: (.+)$`, 'm').exec(text)?.[1] ?? '').replace(
    /^(['"])(.*)\1$/,
    '$2',
  );
const typeOf = (text) => /^type: (\S+)/m.exec(text)?.[1] ?? null;
const cell = (text) => text.replace(/[|\\<>[\]*_`]/g, (c) => `\\${c}`);

/**
 * @param {string} root of the repository, built
 * @param {string} out folder for the reports
 * @returns {{ en: string, zh: string }} the page
 */
export function gallery(root, out) {
  mkdirSync(out, { recursive: true });
  const rows = SHOWN.map((name) => {
    const folder = join(root, 'samples', name);
    const about = readFileSync(join(folder, 'sample.yaml'), 'utf8');
    const type = typeOf(about);
    const json = join(out, `${name}.json`);
    execFileSync(
      process.execPath,
      [
        join(root, 'dist/cli/bin.js'), 'scan', join(folder, 'app.apk'), '--quiet', '--lang', 'en',
        '--format', `html=${join(out, `${name}.html`)}`, '--format', `json=${json}`, ...(type === null ? [] : ['--type', type]),
      ], // prettier-ignore
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    return { name, about, report: JSON.parse(readFileSync(json, 'utf8')) };
  });
  const page = (lang) => {
    const words = WORDS[lang];
    const line = (cells) => `| ${cells.join(' | ')} |`;
    const body = rows.map(({ name, about, report }) =>
      line([
        cell(behaviour(about, lang)),
        words.verdicts[report.verdict],
        report.score.rated ? `${report.score.value} (${report.score.low}–${report.score.high})` : '–',
        cell(
          report.kinds
            .filter((kind) => /^(strongly-)?suspected$/.test(kind.verdict))
            .map((kind) => kind.name[lang])
            .join(lang === 'zh' ? '、' : ', ') || '–',
        ),
        `[${words.report}](/gallery/${name}.html){:target="_self":}`,
      ]),
    );
    return `${[words.title, '', words.lead, '', line(words.heads), line(words.heads.map(() => '---')), ...body, '', words.example].join('\n')}\n`;
  };
  return { en: page('en'), zh: page('zh') };
}
