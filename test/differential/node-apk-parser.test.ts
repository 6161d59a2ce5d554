// A second opinion: node-apk-parser's reading of the manifest against ours, on every installed package.
// It knows no resources and no rules of the platform, so what is compared is what stands in the manifest itself.
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../src/bytes/limits.js';
import { manifestExtractor } from '../../src/extract/manifest.js';
import type { Component, ManifestFacts } from '../../src/model/facts.js';
import { openPackage } from '../../src/package/index.js';
import { runExtractors } from '../support/memory-package.js';
import { installedPackages } from './packages-folder.js';

interface TheirComponent {
  name: string;
  exported?: boolean;
  permission?: string;
  process?: string;
  targetActivity?: string;
  authorities?: string;
  intentFilters?: { actions: { name: string }[]; categories: { name: string }[] }[];
  metaData?: { name: string }[];
}
interface TheirManifest {
  package: string;
  versionCode?: number;
  versionName?: string;
  usesSdk: { minSdkVersion?: number; targetSdkVersion?: number } | null;
  usesPermissions: { name: string; maxSdkVersion?: number }[];
  permissions: { name: string }[];
  usesFeatures: { name?: string; required?: boolean }[];
  application: {
    debuggable?: boolean;
    activities: TheirComponent[];
    activityAliases: TheirComponent[];
    services: TheirComponent[];
    receivers: TheirComponent[];
    providers: TheirComponent[];
  };
}
const reader = createRequire(import.meta.url)('node-apk-parser') as {
  readFile(path: string): { readManifestSync(): TheirManifest };
};

/** Both readings as plain text lines. */
function theirLines(m: TheirManifest): string[] {
  const full = (name: string): string =>
    name.startsWith('.') ? m.package + name : name.includes('.') ? name : `${m.package}.${name}`;
  const of = (type: Component['type'], list: TheirComponent[]): string[] =>
    list.map((c) => {
      const filters = (c.intentFilters ?? []).map((f) =>
        [...f.actions, '/', ...f.categories].map((x) => (typeof x === 'string' ? x : x.name)).join(' '),
      );
      const target = c.targetActivity === undefined ? '' : full(c.targetActivity);
      return [
        type,
        full(c.name),
        target,
        c.authorities ?? '',
        ...filters,
        ...(c.metaData ?? []).map((x) => x.name),
      ].join(' | ');
    });
  return [
    `package ${m.package} ${m.versionCode} ${m.versionName}`,
    `sdk ${m.usesSdk?.minSdkVersion} ${m.usesSdk?.targetSdkVersion}`,
    ...m.usesPermissions.map((p) => `permission ${p.name} ${p.maxSdkVersion}`),
    ...m.permissions.map((p) => `defines ${p.name}`),
    ...m.usesFeatures
      .filter((f) => f.name !== undefined)
      .map((f) => `feature ${f.name} ${f.required ?? true}`),
    `debuggable ${m.application.debuggable === true}`,
    ...of('activity', m.application.activities),
    ...of('activity-alias', m.application.activityAliases),
    ...of('service', m.application.services),
    ...of('receiver', m.application.receivers),
    ...of('provider', m.application.providers),
  ];
}
function ourLines(m: ManifestFacts): string[] {
  const said = (value: number | string | null): string => String(value ?? undefined);
  return [
    `package ${m.package} ${said(m.versionCode)} ${said(m.versionName)}`,
    `sdk ${said(m.minSdk)} ${said(m.targetSdk)}`,
    ...m.permissions
      .filter((p) => p.source === 'declared')
      .map((p) => `permission ${p.name} ${said(p.maxSdk)}`),
    ...m.definedPermissions.map((p) => `defines ${p.name}`),
    ...m.features.filter((f) => f.name !== '').map((f) => `feature ${f.name} ${f.required}`),
    `debuggable ${m.application.debuggable === true}`,
    ...m.components.map((c) =>
      [
        c.type,
        c.name,
        c.targetActivity ?? '',
        c.authorities.join(';'),
        ...c.filters.map((f) => [...f.actions, '/', ...f.categories].join(' ')),
        ...c.metaData.map((x) => x.name),
      ].join(' | '),
    ),
  ];
}

describe('the same as node-apk-parser', () => {
  test.each(installedPackages().map((path) => [basename(path), path]))('%s', (_name, path) => {
    const pkg = openPackage([path], DEFAULT_LIMITS, () => {});
    const section = runExtractors(pkg, [manifestExtractor]).done.manifest!;
    pkg.close();
    if (section.state === 'missing') throw new Error('no manifest');
    const theirs = theirLines(reader.readFile(path).readManifestSync());
    expect([...new Set(ourLines(section.value))].sort()).toEqual([...new Set(theirs)].sort());
  });
});
