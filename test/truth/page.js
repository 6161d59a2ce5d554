// Figures → the page that docs/ shows, in two languages. Pure: equal figures give equal text.
const percent = (value) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`);
const row = (...cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

const WORDS = {
  en: {
    title: 'How true the claims are',
    about: (f) =>
      `Measured by \`npm run truth\` on ${f.packages} real packages, ${f.innocentPackages} of them innocent. What their code does was read from the decompiled code, by hand, and stands in \`test/truth/labels\` with class and method: ${f.labels} labels. A claim is one party’s row of one kind in a report; a headline claim is one that is suspected or strongly suspected. Claims that no label speaks of are counted apart (${f.unlabelled}). The packages are public and are not kept here; each label names origin, file and SHA-256. This set was read while mending what it showed, so it flatters: packages nobody has looked at do worse.`,
    head: ['', 'claims', 'kind', '+ party', '+ rung', '+ need'],
    headline: 'headline claims',
    all: 'all claims',
    rest: ['Measure', 'Figure'],
    recall: 'kinds that the code can take, shown at *can run* or above',
    agree: 'verdicts that agree with the reader’s',
    suspected: 'innocent apps suspected or strongly suspected',
    strongly: 'innocent apps strongly suspected',
    rank: 'rank correlation of the index with the reader’s concern (0 to 4)',
    types: 'type inferred: right, wrong, unknown',
    wrongTitle: 'Headline claims that are not true',
    missedTitle: 'Kinds missed',
    apartTitle: 'Verdicts apart from the reader’s',
    none: 'None.',
    wrongHead: ['Package', 'Kind', 'Party', 'Rung', 'Not true'],
    facets: { kind: 'kind', party: 'party', rung: 'rung', need: 'need' },
    of: 'of',
  },
  zh: {
    title: '结论有多可靠',
    about: (f) =>
      `由 \`npm run truth\` 在 ${f.packages} 个真实安装包上测得，其中 ${f.innocentPackages} 个属于正常应用。代码实际做了什么由人工阅读反编译代码得出，连同类名与方法记在 \`test/truth/labels\`，共 ${f.labels} 条标注。一条结论指报告中某一方对某类数据的一行；主要结论指判为“涉嫌”或“高度涉嫌”者。没有标注涉及的结论单独计数（${f.unlabelled} 条）。安装包均可公开取得，不存放于此；每份标注写明来源、文件名与 SHA-256。本集合在修正其所暴露问题的过程中被反复阅读，因此数字偏乐观：无人看过的安装包会更差。`,
    head: ['', '结论数', '数据类别', '+ 取得方', '+ 证据阶梯', '+ 必要性'],
    headline: '主要结论',
    all: '全部结论',
    rest: ['指标', '数值'],
    recall: '代码能够取得、且报告以“可执行”或更高层级列出的数据类别',
    agree: '与阅读者一致的结论',
    suspected: '正常应用被判涉嫌或高度涉嫌',
    strongly: '正常应用被判高度涉嫌',
    rank: '指数与阅读者关切程度（0 至 4）的等级相关',
    types: '类型推断：正确、错误、未知',
    wrongTitle: '不成立的主要结论',
    missedTitle: '遗漏的数据类别',
    apartTitle: '与阅读者不一致的整体结论',
    none: '无。',
    wrongHead: ['安装包', '数据类别', '取得方', '证据阶梯', '不成立之处'],
    facets: { kind: '类别', party: '取得方', rung: '阶梯', need: '必要性' },
    of: '/',
  },
};

/** The page in one language, "en" or "zh". */
export function pageOf(figures, language) {
  const w = WORDS[language];
  const { headline, claims, recall, verdicts, types } = figures;
  const shares = (name, s) => [
    name,
    s.claims,
    percent(s.kind),
    percent(s.party),
    percent(s.rung),
    percent(s.all),
  ];
  const wrong = figures.wrong.filter((claim) => claim.headline);
  const listed = (lines) => (lines.length > 0 ? lines.map((line) => `- ${line}`).join('\n') : w.none);
  const failing = (right) =>
    Object.keys(w.facets)
      .filter((facet) => !right[facet])
      .map((facet) => w.facets[facet]);
  return `${[
    '<!-- Written by "npm run truth -- --write". -->',
    `# ${w.title}`,
    w.about(figures),
    table(w.head, [shares(w.headline, headline), shares(w.all, claims)]),
    table(w.rest, [
      [
        w.recall,
        `${percent(recall.share)} (${recall.wanted - recall.missed.length} ${w.of} ${recall.wanted})`,
      ],
      [w.agree, `${percent(verdicts.agree)} (${verdicts.rated})`],
      [w.suspected, `${verdicts.innocentSuspected} ${w.of} ${verdicts.innocent}`],
      [w.strongly, `${verdicts.innocentStrongly} ${w.of} ${verdicts.innocent}`],
      [w.rank, figures.rank === null ? '–' : figures.rank.toFixed(2)],
      [w.types, `${types.right}, ${types.wrong}, ${types.unknown}`],
    ]),
    `## ${w.wrongTitle}`,
    wrong.length > 0
      ? table(
          w.wrongHead,
          wrong.map((c) => [c.id, c.kind, c.party, c.rung, failing(c.right).join(', ')]),
        )
      : w.none,
    `## ${w.apartTitle}`,
    listed(verdicts.apart.map(({ id, verdict }) => `${id}: ${verdict}`)),
    `## ${w.missedTitle}`,
    listed(recall.missed.map(({ id, kind }) => `${id}: ${kind}`)),
  ].join('\n\n')}\n`;
}
