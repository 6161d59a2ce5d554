// What providers answered, joined to the apps they answer for: rows of a list → replies, and a word on each that fits no
// app. Pure; leaves files and YAML to the command line, showing to report/.
import { compareText } from '../model/order.js';
import type { Text } from '../model/catalogue.js';
import type { SurveyApp, SurveyProblem, SurveyReply } from '../model/survey.js';
import type { AppList, ListRow } from './app-list.js';

/** Headings of the columns of a list of replies, in lower case without blanks, hyphens and underscores. */
const HEADINGS: Readonly<Record<'reply' | 'en' | 'zh' | 'from' | 'date', readonly string[]>> = {
  reply: ['reply', 'answer', 'response', 'text', '回应', '答复', '回复', '说明'],
  en: ['replyen', 'answeren', 'responseen', '英文回应', '英文答复'],
  zh: ['replyzh', 'answerzh', 'responsezh', '中文回应', '中文答复'],
  from: ['from', 'by', 'provider', 'publisher', '答复方', '回应方', '来自', '运营者'],
  date: ['date', '日期', '答复日期', '回应日期'],
};

const valueOf = (row: ListRow, what: keyof typeof HEADINGS): string | null => {
  for (const [name, value] of Object.entries(row.columns))
    if (HEADINGS[what].includes(name.toLowerCase().replace(/[\s_-]+/g, '')) && value.trim() !== '')
      return value.trim();
  return null;
};

/** One language given stands for both: an answer is printed as it came. */
const textOf = (row: ListRow): Text | null => {
  const plain = valueOf(row, 'reply');
  const en = valueOf(row, 'en') ?? plain ?? valueOf(row, 'zh');
  const zh = valueOf(row, 'zh') ?? plain ?? valueOf(row, 'en');
  return en === null || zh === null ? null : { en, zh };
};

/** The apps a row speaks of: by file (path or bare name), hash or package; a package may be in several files. */
const appsOf = (row: ListRow, apps: readonly SurveyApp[]): SurveyApp[] => {
  if (row.file !== null) {
    const name = row.file.replaceAll('\\', '/').replace(/^\.\//, '');
    const whole = apps.filter((app) => app.files.includes(name) || app.sameContent.includes(name));
    if (whole.length > 0) return whole;
    const bare = apps.filter((app) => app.files.some((file) => file.endsWith(`/${name}`)));
    if (bare.length > 0) return bare;
  }
  if (row.sha256 !== null) return apps.filter((app) => app.sha256 === row.sha256);
  if (row.package !== null) return apps.filter((app) => app.package === row.package);
  return [];
};

type Problem = Omit<SurveyProblem, 'text'>;

/** Replies by app, then in the order of the list; what cannot be used is named with its line. */
export function joinReplies(
  list: AppList,
  apps: readonly SurveyApp[],
): { replies: SurveyReply[]; problems: Problem[] } {
  const replies: SurveyReply[] = [];
  const problems: Problem[] = list.problems.map((problem) => ({
    ...problem,
    line: null,
    code: problem.code === 'survey/list-heading' ? 'survey/replies-heading' : problem.code,
  }));
  for (const row of list.rows) {
    const said = (row.file ?? row.package ?? row.sha256)!;
    const tell = (code: string): void =>
      void problems.push({ code, level: 'warning', line: null, args: { line: row.line, app: said } });
    const text = textOf(row);
    const found = appsOf(row, apps);
    if (found.length === 0) tell('survey/reply-unknown-app');
    else if (text === null) tell('survey/reply-empty');
    else
      for (const app of found)
        replies.push({ app: app.id, from: valueOf(row, 'from'), date: valueOf(row, 'date'), text });
  }
  replies.sort((a, b) => compareText(a.app, b.app));
  return { replies, problems };
}
