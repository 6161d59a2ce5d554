// Where a followed value goes, in words: its end in one phrase, and the methods on its way. The phrase tells what is kept
// in the app from what is sent out of it. Leaves finding flows to program/values and layout to the formats.
import type { Flow } from '../model/facts.js';
import type { Text } from '../model/text.js';
import { javaSymbol, spaced, watchName } from './labels.js';
import type { Lang } from './labels.js';

const ENDS: Readonly<Record<Flow['channel'], Text>> = {
  network: { en: 'sent over the network', zh: '经网络传出' },
  nearby: { en: 'sent to a nearby device', zh: '传给附近设备' },
  device: { en: 'handed to another process of the device', zh: '传给设备上的其他进程' },
  sms: { en: 'sent as a text message', zh: '经短信发出' },
  app: { en: 'handed to other apps', zh: '交给其他应用' },
  'shared-storage': { en: 'written to shared storage', zh: '写入共享存储' },
  log: { en: 'written to the system log', zh: '写入系统日志' },
  'own-file': { en: 'kept in a file of the app', zh: '保存在应用自有文件中' },
  command: { en: 'given to a command', zh: '传给命令' },
  clipboard: { en: 'put on the clipboard', zh: '写入剪贴板' },
  other: { en: 'handed on', zh: '传给其他代码' },
};

/** "sent to ads.example.com in clear text"; "kept in a file of the app". */
export function flowText({ channel, host, transport }: Flow, lang: Lang): string {
  const zh = lang === 'zh';
  if (channel !== 'network') return ENDS[channel][lang];
  const to = host === null ? ENDS.network[lang] : zh ? `传至 ${host}` : `sent to ${host}`;
  switch (transport) {
    case 'cleartext':
      return zh ? spaced(`${to}，未加密`) : `${to} in clear text`;
    case 'tls':
      return zh ? spaced(`${to}，TLS 加密`) : `${to} over TLS`;
    default:
      return to;
  }
}

/** One stop of a value: a method, where in it the value goes on, and what stands there when it is an end. */
export interface FlowStop {
  symbol: string;
  offset: number;
  what: string | null;
}

/** From the call that gives the value to the one that takes it, with null where steps were left out. */
export function flowStops(flow: Flow): (FlowStop | null)[] {
  const { steps, cutSteps } = flow;
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last) return [];
  const symbolOf = (step: typeof first): string => `${step.class}->${step.method}`;
  const stops: (FlowStop | null)[] = steps
    .slice(1, -1)
    .map((step) => ({ symbol: symbolOf(step), offset: step.offset, what: null }));
  if (cutSteps > 0) stops.splice(Math.floor(stops.length / 2), 0, null);
  if (steps.length > 1) stops.unshift({ symbol: symbolOf(first), offset: first.offset, what: null });
  return [
    { symbol: symbolOf(first), offset: flow.sourceOffset, what: flow.source },
    ...stops,
    { symbol: symbolOf(last), offset: flow.offset, what: flow.sink },
  ];
}

/** Offsets of code in hex, as dexdump prints them. */
const at = (offset: number): string => `@${offset.toString(16).padStart(4, '0')}`;

/** The stops as lines: "a.B.c() @0012 ← TelephonyManager.getDeviceId". */
export function flowLines(flow: Flow, lang: Lang): string[] {
  return flowStops(flow).map((stop) => {
    if (stop === null)
      return lang === 'zh'
        ? `（略去 ${flow.cutSteps} 步）`
        : `(${flow.cutSteps} ${flow.cutSteps === 1 ? 'step' : 'steps'} left out)`;
    const place = `${javaSymbol(stop.symbol)} ${at(stop.offset)}`;
    if (stop.what === null) return place;
    return `${place} ${stop.what === flow.sink ? '→' : '←'} ${watchName(stop.what)}`;
  });
}
