// The folder in which the commands of docs/mistakes.md are tried: each file is somebody's mistake.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A zip archive with one empty text in it. */
const PLAIN_ZIP =
  'UEsDBAoAAAAAAAAAIQAAAAAAAAAAAAAAAAAFAAAAYS50eHRQSwECFAAKAAAAAAAAACEAAAAAAAAAAAAAAAAABQAAAAAAAAAAAAAAAAAAAAAAYS50eHRQSwUGAAAAAAEAAQAzAAAAIwAAAAAA';
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function putMistakes(folder: string): void {
  const put = (name: string, content: string | Uint8Array): void =>
    writeFileSync(join(folder, name), content);
  const app = readFileSync('samples/screenshot-keeper/app.apk');
  const suppressed = (day: string): string =>
    `version: 1\nsuppressions:\n  - { data: contacts, reason: r, owner: o, expires: ${day} }\n`;
  for (const name of ['folder', 'apks', 'apks1', 'broken-rules/checks'])
    mkdirSync(join(folder, name), { recursive: true });
  put('app.apk', app);
  put('other.apk', app);
  put('apks1/app.apk', app);
  put('cut.apk', app.subarray(0, 2000));
  put('empty.apk', '');
  put('note.txt', 'hello, I am a note\nwith two lines\n');
  put('other.json', '{"hello": 1}\n');
  put('report.json', '{"schema":"overreach-report/1"}');
  put('old-facts.json', '{"schema":"overreach-facts/1"}');
  put('plain.zip', Buffer.from(PLAIN_ZIP, 'base64'));
  put('picture.apk', Buffer.from(PICTURE, 'base64'));
  put('key.yml', 'versoin: 1\n');
  put('kind.yml', 'version: 1\npurposes:\n  - { data: contcts, feature: f, why: w }\n');
  put('broken.yml', 'version: 1\npurposes: [\n');
  put('sdk.yml', 'version: 1\nsdks: [googel-ads]\n');
  put('day.yml', suppressed('2026-02-30'));
  put('expired.yml', suppressed('2026-01-31'));
  put('broken-rules/checks/mine.yaml', 'id: mine\n');
}
