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

/** Faults told of one file; the rest is counted. A writer mends the first and asks again. */
const MOST_TOLD = 20;

/** Sorted, with at most so many of one file: one mistake can have thousands of consequences. */
export function folded(complaints: readonly Complaint[]): Complaint[] {
  const out: Complaint[] = [];
  const seen = new Map<string, number>();
  for (const complaint of [...complaints].sort(compareComplaints)) {
    const count = (seen.get(complaint.file) ?? 0) + 1;
    seen.set(complaint.file, count);
    if (count <= MOST_TOLD) out.push(complaint);
  }
  for (const [file, count] of seen) {
    if (count <= MOST_TOLD) continue;
    const more = count - MOST_TOLD;
    const cause = { en: `and ${more} more faults in this file`, zh: `此文件还有 ${more} 处错误` };
    const last = out.findLastIndex((complaint) => complaint.file === file);
    out.splice(last + 1, 0, { file, line: 0, cause });
  }
  return out;
}
