// Types of claims.js.
export interface SdkRule {
  id: string;
  vendor: string;
  country: string;
  takes?: { kind: string }[];
  measured?: { artefact: string; version: string; takes: { kind: string }[] }[];
}
export interface ClaimRow {
  id: string;
  vendor: string;
  country: string;
  artefacts: string[];
  agreed: string[];
  claimedAlone: string[];
  seenAlone: string[];
}
export function claimsOf(sdks: SdkRule[]): ClaimRow[];
export function claimsPage(sdks: SdkRule[]): string;
export function readSdks(folder?: URL): SdkRule[];
