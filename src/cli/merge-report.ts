// --merge-report → which dependency brought each permission and component. Leaves the format to formats/merge-report.
import { readPlainText } from '../catalogue/plain-file.js';
import type { ManifestBlame } from '../compare/cause.js';
import { readMergeReport as readNodes } from '../formats/merge-report.js';
import { UserError } from '../model/user-error.js';

/** Names that a dependency alone brought; what the app itself asks for has no one to blame. */
export function readMergeReport(file: string): ManifestBlame {
  let text: string;
  try {
    text = readPlainText(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError('cli/no-merge-report', {
      en: `${file}: cannot be read (${reason})`,
      zh: `${file}：无法读取（${reason}）`,
    });
  }
  const nodes = readNodes(text);
  if (nodes.length === 0)
    throw new UserError('cli/bad-merge-report', {
      en: `${file}: not a manifest merger report`,
      zh: `${file}：不是清单合并报告`,
    });
  const blame: Record<string, string> = {};
  for (const node of nodes) {
    const origins = node.origins.filter((o) => o.action !== 'rejected');
    const [first] = origins;
    if (node.key === null || !first || origins.some((o) => o.kind === 'app')) continue;
    blame[node.key] ??= first.from;
  }
  return blame;
}
