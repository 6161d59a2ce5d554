// Facts of a manifest that came without its package: which sections there was nothing to read for.
// Leaves reading the manifest to manifest.ts.
import type { AppFacts } from '../model/facts.js';

/**
 * What a manifest alone can say. Code and the rest are not there to read, and the build file, not the manifest, says
 * the target level, so nothing is implied for old targets.
 */
export function manifestOnly(facts: AppFacts): AppFacts {
  const because = ['package/manifest-only'];
  const missing = { state: 'missing' as const, because };
  const { manifest } = facts;
  const value = manifest.state === 'missing' ? null : manifest.value;
  const kept =
    value === null
      ? manifest
      : {
          state: 'partial' as const,
          value:
            value.targetSdk === null && value.minSdk === null
              ? { ...value, permissions: value.permissions.filter((p) => p.source !== 'implied') }
              : value,
          because:
            manifest.state === 'partial' ? [...new Set([...manifest.because, ...because])].sort() : because,
        };
  return {
    ...facts,
    manifest: kept,
    resources: missing,
    code: missing,
    native: missing,
    signing: missing,
    files: missing,
  };
}
