// The one error that is meant for a person: a sentence in both languages and, when there is one, a hint.
// Leaves printing and the exit code to the command line; everything else that is thrown is a bug or a ParseError.
import type { Text } from './catalogue.js';

export class UserError extends Error {
  readonly code: string;
  readonly text: Text;
  readonly hint: Text | null;

  /**
   * @param code stable name such as "cli/no-such-file"
   * @param text one sentence without the final full stop
   * @param hint what to do about it
   */
  constructor(code: string, text: Text, hint: Text | null = null) {
    super(text.en);
    this.name = 'UserError';
    this.code = code;
    this.text = text;
    this.hint = hint;
  }
}
