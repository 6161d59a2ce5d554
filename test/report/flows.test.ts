// The way of a value from where it is read to where it goes, in every format that shows evidence, and in both languages.
import { describe, expect, test } from '@jest/globals';
import type { Flow } from '../../src/model/facts.js';
import { markdownReporter } from '../../src/report/markdown.js';
import type { ReportItem, Style } from '../../src/report/reporter.js';
import { sarifReporter } from '../../src/report/sarif.js';
import { flowLines, flowStops, flowText } from '../../src/text/flows.js';
import { evidence, fullReport } from '../support/report.js';

const FLOW: Flow = {
  source: 'Landroid/location/LocationManager;->getLastKnownLocation',
  sourceSite: 0,
  sourceOffset: 18,
  sink: 'Ljava/io/OutputStream;->write',
  sinkSite: 2,
  offset: 64,
  channel: 'network',
  host: 'gps.example.net',
  transport: 'cleartext',
  steps: [
    { class: 'Lcom/example/shop/Tracker;', method: 'start()V', offset: 22 },
    { class: 'Lcom/example/shop/Post;', method: 'put(Ljava/lang/String;)V', offset: 64 },
  ],
  cutSteps: 0,
};
const style: Style = { color: false, columns: 100, lang: 'en', single: true };
function item(): ReportItem {
  const report = fullReport();
  const shown = evidence({ flow: FLOW });
  return {
    name: 'app.apk',
    report: {
      ...report,
      kinds: report.kinds.map((kind) => ({ ...kind, evidence: [shown] })),
      findings: report.findings.map((finding) => ({ ...finding, evidence: [shown] })),
    },
  };
}

describe('where a value goes', () => {
  test.each([
    [{}, 'sent to gps.example.net in clear text', '传至 gps.example.net，未加密'],
    [{ transport: 'tls' as const }, 'sent to gps.example.net over TLS', '传至 gps.example.net，TLS 加密'],
    [{ host: null, transport: null }, 'sent over the network', '经网络传出'],
    [{ channel: 'own-file' as const }, 'kept in a file of the app', '保存在应用自有文件中'],
    [{ channel: 'device' as const }, 'handed to another process of the device', '传给设备上的其他进程'],
    [{ channel: 'sms' as const }, 'sent as a text message', '经短信发出'],
  ])('%j in words', (change, en, zh) => {
    expect(flowText({ ...FLOW, ...change }, 'en')).toBe(en);
    expect(flowText({ ...FLOW, ...change }, 'zh')).toBe(zh);
  });

  test('from the call that gives it, through methods, to the call that takes it', () => {
    expect(flowLines(FLOW, 'en')).toEqual([
      'com.example.shop.Tracker.start() @0012 ← android.location.LocationManager.getLastKnownLocation',
      'com.example.shop.Tracker.start() @0016',
      'com.example.shop.Post.put(String) @0040 → java.io.OutputStream.write',
    ]);
    expect(flowLines({ ...FLOW, cutSteps: 3 }, 'zh')).toContain('（略去 3 步）');
    expect(flowStops({ ...FLOW, steps: [] })).toEqual([]);
  });

  test('in Markdown, and in SARIF as a code flow beside the path', () => {
    expect(markdownReporter.render([item()], style)).toContain('sent to gps.example.net in clear text');
    const log = JSON.parse(sarifReporter.render([item()], style)) as {
      runs: {
        results: {
          codeFlows: { message?: { text: string }; threadFlows: { locations: unknown[] }[] }[];
        }[];
      }[];
    };
    const flows = log.runs[0]!.results[0]!.codeFlows;
    const value = flows.find(({ message }) => message !== undefined);
    expect(flows).toHaveLength(2);
    expect(value?.message?.text).toBe('sent to gps.example.net in clear text');
    expect(value?.threadFlows[0]?.locations).toHaveLength(3);
  });
});
