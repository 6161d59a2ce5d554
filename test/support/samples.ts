// Reads samples/*/sample.yaml. Leaves comparing with a report to test/samples.test.ts.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';

/** What a kind must look like in the report; every list says "one of", except actors and occasions: "at least these". */
export interface ExpectedKind {
  rung?: string[];
  verdict?: string[];
  need?: string[];
  actors?: { kind: string; id: string }[];
  /** Some evidence runs at each of these. */
  occasions?: string[];
  /** No evidence runs at any of these. */
  neverOccasions?: string[];
  /** Each evidence of the strongest rung stands so to the user's word. */
  consent?: string;
  /** Some evidence has a place whose symbol contains this text. */
  symbol?: string;
}
export interface Sample {
  name: string;
  path: string;
  behaviour: { en: string; zh: string };
  provenance: string;
  /** App type id; absent: the tool chooses. */
  type?: string;
  pair?: string;
  /** Why the tool does not yet say what it should. */
  open?: string;
  expect: {
    verdict?: string[];
    kinds?: Record<string, ExpectedKind | 'absent'>;
    /** What other kinds may say: "any", or "not-suspected" (the default). */
    others?: 'any' | 'not-suspected';
    /** SDK ids the report must list. */
    sdks?: string[];
    /** SDK ids it must not list. */
    noSdks?: string[];
    /** Rule ids that must hit, and that must not. */
    rules?: string[];
    noRules?: string[];
    /** Diagnostic or coverage codes the report must carry. */
    says?: string[];
  };
}

/** All samples by name. */
export function readSamples(folder = 'samples'): Sample[] {
  return readdirSync(folder)
    .filter((name) => existsSync(`${folder}/${name}/sample.yaml`))
    .sort()
    .map((name) => ({
      ...(parse(readFileSync(`${folder}/${name}/sample.yaml`, 'utf8')) as Omit<Sample, 'name' | 'path'>),
      name,
      path: `${folder}/${name}/app.apk`,
    }));
}
