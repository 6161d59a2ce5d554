// How far a fleet is, as text in both languages. Leaves counting to src/fleet.
import type { Verdict } from '../model/report.js';
import { plain } from './escape.js';
import { VERDICTS } from '../text/labels.js';
import type { Lang } from '../text/labels.js';
import { diagnosticText } from '../text/words.js';

export interface FleetStatus {
  states: Record<string, number>; // of apps that are no copies: waiting, running, done, failed, cancelled
  copies: number;
  /** Apps finished in the last minute. */
  perMinute: number;
  workers: {
    id: string;
    host: string;
    process: number;
    done: number;
    silentSeconds: number;
    holds: number;
  }[];
  failures: { cause: string; apps: number }[];
  verdicts: Record<string, number>;
}

/** Causes of failures that are printed; JSON has all of them. */
const MOST_CAUSES = 20;

/** A judgement's verdict by name; a package that could not be read has none. */
const verdictName = (verdict: string, lang: Lang): string =>
  verdict === 'failed'
    ? { en: 'could not be read', zh: '无法读取' }[lang]
    : (VERDICTS[verdict as Verdict]?.[lang] ?? plain(verdict, 60));

// eslint-disable-next-line complexity -- a text in two languages: each count is told only where there is one
export function statusText(status: FleetStatus, lang: Lang): string {
  const zh = lang === 'zh';
  const { waiting = 0, running = 0, done = 0, failed = 0, cancelled = 0 } = status.states;
  const left = waiting + running;
  const lines = [
    zh
      ? `已完成 ${done}，失败 ${failed}，进行中 ${running}，等待 ${waiting}，副本 ${status.copies}`
      : `${done} done, ${failed} failed, ${running} running, ${waiting} waiting, ${status.copies} copies`,
    zh ? `最近一分钟完成 ${status.perMinute} 款` : `${status.perMinute} in the last minute`,
  ];
  if (left > 0 && status.perMinute > 0) {
    const minutes = Math.ceil(left / status.perMinute);
    lines.push(zh ? `预计还需 ${minutes} 分钟` : `about ${minutes} minutes left`);
  }
  if (cancelled > 0) lines.push(zh ? `已取消 ${cancelled}` : `${cancelled} cancelled`);
  for (const [verdict, apps] of Object.entries(status.verdicts))
    lines.push(`  ${verdictName(verdict, lang)}${zh ? '：' : ': '}${apps}`);
  for (const { host, process, done: scanned, holds, silentSeconds } of status.workers) {
    const name = `${plain(host, 80)}/${process}`;
    lines.push(
      zh
        ? `工作进程 ${name}：完成 ${scanned}，持有 ${holds}，静默 ${silentSeconds} 秒`
        : `worker ${name}: ${scanned} done, holds ${holds}, silent for ${silentSeconds} s`,
    );
  }
  for (const { cause, apps } of status.failures.slice(0, MOST_CAUSES)) {
    const what = `${plain(diagnosticText(cause, {})[lang], 200)} [${plain(cause, 60)}]`;
    lines.push(zh ? `失败 ${apps}：${what}` : `failed ${apps}: ${what}`);
  }
  return `${lines.join('\n')}\n`;
}
