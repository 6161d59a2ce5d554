// The official SARIF 2.1.0 schema as @microsoft/jest-sarif ships it (2.1.0-rtm.5, JSON Schema draft 4), for ajv 8.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** Complains with every error; nothing is left out of the schema but its draft-4 header, which ajv 8 does not read. */
export function openSarifSchema(): ValidateFunction {
  const main = createRequire(import.meta.url).resolve('@microsoft/jest-sarif');
  const file = join(dirname(main), 'schemas', 'sarif-2.1.0-rtm.5.json');
  const {
    $schema: _schema,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  return ajv.compile(schema);
}
