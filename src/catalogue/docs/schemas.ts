// JSON Schemas of the files in rules/, for editors: the TypeBox values are the schemas. A file names its own in a first
// line "# yaml-language-server: $schema=../../docs/schema/sdk.json".
import type { TSchema } from 'typebox';
import { expressionSchema } from '../../checks/conditions/index.js';
import { Scoring } from '../../model/catalogue.js';
import { FormKind, FormSigns } from '../../model/form.js';
import { ScriptApis } from '../../model/script-apis.js';
import * as files from '../file-schemas.js';
import type { Pages } from './markdown.js';

const SCHEMAS: Record<string, { title: string; schema: TSchema }> = {
  'data-kind': { title: 'A kind of personal data', schema: files.DataKindFile },
  sdk: { title: 'An SDK', schema: files.SdkFile },
  sink: { title: 'A sink', schema: files.SinkFile },
  model: { title: 'What calls do to values', schema: files.ModelFile },
  'app-type': { title: 'A type of app', schema: files.AppTypeFile },
  permissions: { title: 'Permissions of one class', schema: files.PermissionsFile },
  'permission-needs': { title: 'What needs a permission', schema: files.PermissionNeedsFile },
  'permission-names': { title: 'Names of permissions', schema: files.PermissionNamesFile },
  groups: { title: 'Groups of sightings', schema: files.GroupsFile },
  frameworks: { title: 'Frameworks and packers', schema: files.FrameworksFile },
  'script-apis': { title: 'What scripts may ask for', schema: ScriptApis },
  headlines: { title: 'Groups of the headline', schema: files.HeadlinesFile },
  vendors: { title: 'Vendors', schema: files.VendorsFile },
  callbacks: { title: 'When Android calls back', schema: files.CallbacksFile },
  libraries: { title: 'Ordinary libraries', schema: files.LibrariesFile },
  sources: { title: 'Sources', schema: files.SourcesFile },
  form: { title: 'A kind of data as forms ask for it', schema: FormKind },
  'form-signs': { title: 'Signs of input fields', schema: FormSigns },
  scoring: { title: 'Weights', schema: Scoring },
  overrides: { title: 'Overrides of a user’s folder', schema: files.OverridesFile },
};

export function schemaPages(): Pages {
  const pages: Pages = {};
  for (const [name, { title, schema }] of Object.entries(SCHEMAS)) {
    pages[`schema/${name}.json`] = text({ ...head(title), ...plain(schema) });
  }
  const rule = plain(files.RuleFile) as { properties: Record<string, unknown> };
  const { $defs, ...expression } = expressionSchema() as { $defs: object };
  pages['schema/rule.json'] = text({
    ...head('A rule'),
    ...rule,
    properties: { ...rule.properties, when: expression },
    $defs,
  });
  return pages;
}

function head(title: string): object {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title };
}

/** The schema as plain data: what the library keeps beside the JSON Schema falls away. */
function plain(schema: TSchema): object {
  return JSON.parse(JSON.stringify(schema)) as object;
}

function text(value: object): string {
  return JSON.stringify(value, null, 2) + '\n';
}
