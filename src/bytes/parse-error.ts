// The one exception that readers of untrusted bytes throw. Whoever catches it adds the entry and makes a diagnostic.

export class ParseError extends Error {
  readonly code: string;
  readonly offset: number;
  readonly args: Readonly<Record<string, string | number>>;

  /** @param code diagnostic code such as "dex/offset-out-of-range"; @param offset byte offset within the entry */
  constructor(code: string, offset: number, args: Readonly<Record<string, string | number>> = {}) {
    super(`${code} at ${offset}`);
    this.name = 'ParseError';
    this.code = code;
    this.offset = offset;
    this.args = args;
  }
}
