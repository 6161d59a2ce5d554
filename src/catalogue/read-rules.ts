// A rules folder: which file goes with which schema, and all of them read. Leaves meaning to compile.ts and check.ts.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { TSchema } from 'typebox';
import { Scoring, type AppType, type Sdk } from '../model/catalogue.js';
import { FormKind, FormSigns } from '../model/form.js';
import { ScriptApis } from '../model/script-apis.js';
import type { Rule } from '../model/rule.js';
import type { Complain } from './complaint.js';
import {
  AppTypeFile,
  CallbacksFile,
  DataKindFile,
  FrameworksFile,
  GroupsFile,
  HeadlinesFile,
  LibrariesFile,
  ModelFile,
  OverridesFile,
  PermissionNamesFile,
  PermissionNeedsFile,
  PermissionsFile,
  RuleFile,
  SdkFile,
  SinkFile,
  SourcesFile,
  VendorsFile,
} from './file-schemas.js';
import { readSource, type RuleSource } from './read-file.js';

/** Everything one rules folder holds. `texts` are the raw files, by path, for the version hash. */
export interface RuleFolder {
  kinds: RuleSource<DataKindFile>[];
  sdks: RuleSource<Sdk>[];
  sinks: RuleSource<SinkFile>[];
  models: RuleSource<ModelFile>[];
  types: RuleSource<AppType>[];
  rules: RuleSource<Rule>[];
  permissions: RuleSource<PermissionsFile>[];
  permissionNames: RuleSource<PermissionNamesFile>[];
  permissionNeeds: RuleSource<PermissionNeedsFile>[];
  groups: RuleSource<GroupsFile>[];
  frameworks: RuleSource<FrameworksFile>[];
  scriptApis: RuleSource<ScriptApis>[];
  headlines: RuleSource<HeadlinesFile>[];
  vendors: RuleSource<VendorsFile>[];
  libraries: RuleSource<LibrariesFile>[];
  callbacks: RuleSource<CallbacksFile>[];
  sources: RuleSource<SourcesFile>[];
  forms: RuleSource<FormKind>[];
  formSigns: RuleSource<FormSigns>[];
  scoring: RuleSource<Scoring>[];
  overrides: RuleSource<OverridesFile>[];
  texts: { path: string; text: string }[];
}

/** Where each file of a rules folder belongs: a path pattern ("*" is one name) and its schema. */
const RULE_FILES: readonly {
  pattern: string;
  into: Exclude<keyof RuleFolder, 'texts'>;
  schema: TSchema;
}[] = [
  { pattern: 'checks/*.yaml', into: 'rules', schema: RuleFile },
  { pattern: 'data-kinds/*.yaml', into: 'kinds', schema: DataKindFile },
  { pattern: 'sdks/*.yaml', into: 'sdks', schema: SdkFile },
  { pattern: 'sinks/*.yaml', into: 'sinks', schema: SinkFile },
  { pattern: 'models/*.yaml', into: 'models', schema: ModelFile },
  { pattern: 'app-types/*.yaml', into: 'types', schema: AppTypeFile },
  { pattern: 'platform/permissions/*.yaml', into: 'permissions', schema: PermissionsFile },
  { pattern: 'platform/permission-names.yaml', into: 'permissionNames', schema: PermissionNamesFile },
  { pattern: 'platform/permission-needs.yaml', into: 'permissionNeeds', schema: PermissionNeedsFile },
  { pattern: 'platform/groups.yaml', into: 'groups', schema: GroupsFile },
  { pattern: 'platform/frameworks.yaml', into: 'frameworks', schema: FrameworksFile },
  { pattern: 'script-apis/*.yaml', into: 'scriptApis', schema: ScriptApis },
  { pattern: 'platform/headlines.yaml', into: 'headlines', schema: HeadlinesFile },
  { pattern: 'platform/vendors.yaml', into: 'vendors', schema: VendorsFile },
  { pattern: 'platform/libraries.yaml', into: 'libraries', schema: LibrariesFile },
  { pattern: 'platform/callbacks.yaml', into: 'callbacks', schema: CallbacksFile },
  { pattern: 'sources.yaml', into: 'sources', schema: SourcesFile },
  { pattern: 'forms/*.yaml', into: 'forms', schema: FormKind },
  { pattern: 'platform/form-signs.yaml', into: 'formSigns', schema: FormSigns },
  { pattern: 'scoring.yaml', into: 'scoring', schema: Scoring },
  { pattern: 'overrides.yaml', into: 'overrides', schema: OverridesFile },
];

/** Folders and files of rules/ that hold no rule data of this catalogue. */
const IGNORED = /\.(?:md|json|txt)$/;

/**
 * Reads every YAML file under `root`. `label` is what complaints call the folder ("rules"). Files are taken in path
 * order, so that equal folders give equal catalogues.
 */
export function readRules(root: string, label: string, complain: Complain): RuleFolder {
  const folder: RuleFolder = {
    kinds: [],
    sdks: [],
    sinks: [],
    models: [],
    types: [],
    rules: [],
    permissions: [],
    permissionNames: [],
    permissionNeeds: [],
    groups: [],
    frameworks: [],
    scriptApis: [],
    headlines: [],
    vendors: [],
    libraries: [],
    callbacks: [],
    sources: [],
    forms: [],
    formSigns: [],
    scoring: [],
    overrides: [],
    texts: [],
  };
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    complain({ file: label, line: 0, cause: { en: 'no such folder', zh: '目录不存在' } });
    return folder;
  }
  for (const path of filesUnder(root)) {
    const file = `${label}/${path}`;
    const place = RULE_FILES.find((candidate) => fits(candidate.pattern, path));
    if (place === undefined) {
      if (!IGNORED.test(path.slice(path.lastIndexOf('/') + 1))) {
        const known = RULE_FILES.map((candidate) => candidate.pattern).join(', ');
        complain({
          file,
          line: 0,
          cause: {
            en: `no place for this file; known are ${known}`,
            zh: `此处不应有该文件；可用位置：${known}`,
          },
        });
      }
      continue;
    }
    const text = readFileSync(join(root, path), 'utf8');
    folder.texts.push({ path, text });
    const source = readSource(file, text, place.schema, complain);
    if (source !== null) (folder[place.into] as RuleSource<unknown>[]).push(source);
  }
  return folder;
}

function filesUnder(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function fits(pattern: string, path: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === path;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const middle = path.slice(before.length, path.length - after.length);
  return path.startsWith(before) && path.endsWith(after) && middle.length > 0 && !middle.includes('/');
}
