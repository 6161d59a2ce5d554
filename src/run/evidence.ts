// The evidence pack of one app: a zip that a third party can check without us. Same app, rules and tool: same bytes.
// Leaves checking it to verify.ts.
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import JSZip from 'jszip';
import type { AppFacts } from '../model/facts.js';
import type { AppReport } from '../model/report.js';
import { manifestText } from '../extract/manifest-text.js';
import { openApp } from '../scan.js';
import type { ScanSetup } from './job.js';
import { EXTRACTOR_VERSIONS } from '../extract/index.js';

/** What the pack says about how it was made; checked by verify. */
export interface EvidenceAbout {
  schema: 'overreach-evidence/1';
  tool: { version: string; rules: string; extractors: string; watchlist: string };
  package: AppFacts['identity'];
  /** Type the auditor gave, or null when it was inferred. */
  type: string | null;
  limits: ScanSetup['limits'];
  files: { name: string; sha256: string; sizeBytes: number }[]; // by name
}

export const ABOUT = 'about.json';
export const PARTS = { report: 'report.json', facts: 'facts.json', manifest: 'AndroidManifest.xml' } as const;

const README = `What this is / 说明
===================

The evidence that Overreach found in one Android package. Nothing in it needs our word:
  about.json           which files were read (SHA-256), by which version, with which rules and limits
  facts.json           what the package says, without opinion
  report.json          the judgement: data, evidence with its place in the package, index, what was not read
  AndroidManifest.xml  the manifest as text (absent when it could not be decoded)

To check it:                       overreach verify this.zip
To check it against the package:   overreach verify this.zip app.apk
To see the code at a place:        dexdump -d classes.dex (offsets are those that dexdump prints)

“Suspected” means that there is reason to ask the provider. It is not proof that data left a phone.

本压缩包是 Overreach 在一个安卓安装包中找到的证据，可独立复核：
  about.json           读取了哪些文件（SHA-256）、所用版本、规则与上限
  facts.json           安装包中的事实，不含判断
  report.json          判断：信息类别、证据及其位置、指数、未能读取的内容
  AndroidManifest.xml  文本形式的清单（无法解码时没有此文件）

复核：             overreach verify this.zip
与安装包对照复核： overreach verify this.zip app.apk
“涉嫌”表示足以要求运营者作出说明，并不证明数据已离开手机。
`;

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const pretty = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
/** The zip format's first day: the pack holds no clock. */
const NO_DATE = new Date(Date.UTC(1980, 0, 1));

export interface EvidenceInput {
  facts: AppFacts;
  report: AppReport;
  paths: readonly string[];
  setup: ScanSetup;
  type: string | null;
}

/** The files of the pack by name. */
function evidenceFiles(input: EvidenceInput): Record<string, string> {
  const { facts, report, setup, type } = input;
  const files: Record<string, string> = { [PARTS.report]: pretty(report), [PARTS.facts]: pretty(facts) };
  const pkg = openApp(input.paths, setup.limits);
  try {
    const text = manifestText(pkg, setup.limits);
    if (text !== null) files[PARTS.manifest] = text;
  } finally {
    pkg.close();
  }
  const about: EvidenceAbout = {
    schema: 'overreach-evidence/1',
    tool: {
      version: setup.toolVersion,
      rules: setup.catalogue.version,
      extractors: EXTRACTOR_VERSIONS,
      watchlist: setup.watchlist.hash,
    },
    package: facts.identity,
    type,
    limits: setup.limits,
    files: Object.entries(files)
      .map(([name, text]) => ({ name, sha256: sha256(text), sizeBytes: Buffer.byteLength(text) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
  return { [ABOUT]: pretty(about), ...files, 'README.txt': README };
}

/** Writes the pack, whole or not at all. */
export async function writeEvidence(path: string, input: EvidenceInput): Promise<void> {
  const zip = new JSZip();
  for (const [name, text] of Object.entries(evidenceFiles(input)))
    zip.file(name, text, { date: NO_DATE, createFolders: false });
  const bytes = await zip.generateAsync({
    type: 'nodebuffer',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'DOS',
  });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, bytes);
  renameSync(`${path}.part`, path);
}

/** A name for the pack: readable, safe on every file system, unique by hash. */
export function evidenceName(id: string, hash: string): string {
  const base = id.slice(id.lastIndexOf('/') + 1).replace(/\.[A-Za-z0-9]{1,5}$/, '');
  const safe = base
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '_');
  return `${[...safe].slice(0, 40).join('')}-${hash.slice(0, 12)}.zip`;
}
