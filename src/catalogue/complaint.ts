// What is wrong with a file in rules/: file, line and cause, so that its writer can go there.
// Leaves printing to the command line.
import type { Text } from '../model/catalogue.js';
import { UserError } from '../model/user-error.js';

/** One fault. `line` is 1-based; 0 when the fault is of the file or folder as a whole. */
export interface Complaint {
  file: string;
  line: number;
  cause: Text;
}
export type Complain = (complaint: Complaint) => void;

/** Thrown once with every fault found, so that a writer mends them in one go. */
export class CatalogueError extends UserError {
  readonly complaints: readonly Complaint[];
  constructor(complaints: readonly Complaint[]) {
    super('catalogue/faulty-rules', {
      en: complaints.map((complaint) => complaintText(complaint, 'en')).join('\n'),
      zh: complaints.map((complaint) => complaintText(complaint, 'zh')).join('\n'),
    });
    this.name = 'CatalogueError';
    this.complaints = complaints;
  }
}

/** "rules/sdks/x.yaml:12: unknown field "wat"". */
export function complaintText(complaint: Complaint, locale: 'en' | 'zh'): string {
  const at = complaint.line > 0 ? `:${complaint.line}` : '';
  return `${complaint.file}${at}: ${complaint.cause[locale]}`;
}

/** By file, then line, then cause. */
export function compareComplaints(a: Complaint, b: Complaint): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  if (a.line !== b.line) return a.line - b.line;
  return a.cause.en < b.cause.en ? -1 : a.cause.en > b.cause.en ? 1 : 0;
}
