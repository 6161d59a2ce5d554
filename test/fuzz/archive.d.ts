// Types of archive.js, for tests in TypeScript.
export function takeApart(data: Uint8Array): { name: string; data: Uint8Array }[];
export function putTogether(items: readonly { name: string; data: Uint8Array }[]): {
  data: Uint8Array;
  fields: number[];
};
