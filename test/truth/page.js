// Figures → the page that docs/ shows, in two languages. Pure: equal figures give equal text. Real packages come first;
// what was measured on them before anything was mended, SDKs in an empty app and programs of our own have tables of
// their own, and no figure counts for two.
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
    fresh: {
      title: 'Labelled before anything was mended for them',
      about: (f) =>
        `${f.packages} of the real packages above (${f.innocentPackages} innocent, ${f.labels} labels) were drawn by a seeded draw from those not yet read, of 20 KB to 4 MB of code, and read before the judge was run on them. What its first run then said beyond the labels was read too, and labelled as true or false; where it spoke against a label the code was read again. The first rows are that first run with the labels as revised after it. That favours the judge: blind, before the revision, about 48 % of the headline claims were right in kind, party and rung, and recall was about 64 %. Of the new labels 88 come from permissions alone, without reading code.`,
      first: (when) => `when first judged (${when})`,
      today: 'today',
    },
    wrapped: {
      title: 'SDKs in an app of their own',
      about: (f) =>
        `${f.artefacts} artefacts of Maven Central, each in an app that does nothing but what the SDK’s guide tells it to call at its start and at the press of a button, built anew for each run by the recipe in \`test/truth/wrapped\`: plain by D8, and shrunk, optimised and renamed by R8 with the rules that the artefact brings. ${f.labels} labels, read from the decompiled code by a list of calls to the platform of the reader’s own. What the judge said was seen before they were written down, which favours it. They speak of what is asked of the platform, not of events, screens and crashes of its own that an app hands over. The type given is a tool that needs no personal data. An SDK that is only called is no naming.`,
      builds: { plain: 'plain', shrunk: 'R8' },
      head: [
        '',
        'apps',
        'SDK named',
        'other SDKs named',
        'evidence said to be its',
        'nobody’s',
        'another SDK’s',
        'the app’s',
      ],
    },
    own: {
      title: 'Programs of our own',
      about:
        'Small programs in Java and Kotlin, plain and through R8, each as one that sends what it takes and as a look-alike that takes it and does not send it. What is true of them is known by how they were made, so no reader is needed. They are not packages that anybody uses, and say nothing of how often a technique is met.',
      head: ['', 'programs', 'kind shown', 'said to be sent on', 'of these true', 'sent on and said'],
      all: 'all',
    },
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
    fresh: {
      title: '修正之前即已标注的安装包',
      about: (f) =>
        `上述真实安装包中有 ${f.packages} 个（${f.innocentPackages} 个属于正常应用，共 ${f.labels} 条标注）是以固定种子从尚未阅读、代码为 20 KB 至 4 MB 者中抽出，先阅读代码，再运行判定程序。首次运行所述而标注未涉及者，事后同样阅读并标明真伪；与标注相左之处，重新阅读代码。标明“首次判定”的数字即这次首次运行，但所用标注在其后修订过，结果偏向判定程序：修订之前，主要结论中类别、获取方与程度均正确者约 48 %，召回率约 64 %。新增标注中有 88 条仅依据权限，未阅读代码。`,
      first: (when) => `首次判定（${when}）`,
      today: '现在',
    },
    wrapped: {
      title: '单独封装的 SDK',
      about: (f) =>
        `${f.artefacts} 个 Maven Central 构件，各自封装在一个只按 SDK 文档在启动时与点击按钮时调用其方法的应用中，每次测量时依 \`test/truth/wrapped\` 中的配方重新构建：一份由 D8 直接构建，一份由 R8 按构件自带规则裁剪、优化并改名。共 ${f.labels} 条标注，由阅读者按自己的系统调用清单阅读反编译代码得出；写下标注之前已看到判定结果，因此偏向判定程序。标注只涉及向系统取得的数据，不涉及应用自己交给 SDK 的事件、页面与崩溃。给定的类型是不需要个人信息的工具。仅被调用的 SDK 不算识别。`,
      builds: { plain: '直接构建', shrunk: 'R8' },
      head: [
        '',
        '应用数',
        '识别出该 SDK',
        '识别出其他 SDK',
        '证据归于该 SDK',
        '不归任何人',
        '归于其他 SDK',
        '归于应用',
      ],
    },
    own: {
      title: '自编程序',
      about:
        '以 Java 与 Kotlin 编写的小程序，分为直接构建与经过 R8 两种；每个程序都有两份：一份把取得的数据发送出去，另一份取得而不发送。真相由编写方式决定，无需阅读。它们并非有人使用的安装包，也不说明某种手法有多常见。',
      head: ['', '程序数', '列出数据类别', '称已发送', '其中属实', '已发送且指出'],
      all: '全部',
    },
  },
};

const shares = (name, s) => [
  name,
  s.claims,
  percent(s.kind),
  percent(s.party),
  percent(s.rung),
  percent(s.all),
];
const recallRow = (w, { share, wanted, missed }) => [
  w.recall,
  `${percent(share)} (${wanted - missed.length} ${w.of} ${wanted})`,
];
const wrongTable = (w, figures) => {
  const failing = (right) =>
    Object.keys(w.facets)
      .filter((facet) => !right[facet])
      .map((facet) => w.facets[facet]);
  const wrong = figures.wrong.filter((claim) => claim.headline);
  return wrong.length > 0
    ? table(
        w.wrongHead,
        wrong.map((c) => [c.id, c.kind, c.party, c.rung, failing(c.right).join(', ')]),
      )
    : w.none;
};

const listed = (w, lines) => (lines.length > 0 ? lines.map((line) => `- ${line}`).join('\n') : w.none);

/** What was measured first beside what is measured now, on the same packages. */
function freshPart(w, { now, first }) {
  const columns = [
    [w.fresh.first(first.when), first],
    [w.fresh.today, now],
  ];
  const rated = ({ verdicts }) => `${percent(verdicts.agree)} (${verdicts.rated})`;
  const suspected = ({ verdicts }) => `${verdicts.innocentSuspected} ${w.of} ${verdicts.innocent}`;
  return [
    `## ${w.fresh.title}`,
    w.fresh.about(now),
    table(
      w.head,
      columns.flatMap(([name, f]) => [
        shares(`${w.headline}, ${name}`, f.headline),
        shares(`${w.all}, ${name}`, f.claims),
      ]),
    ),
    table(
      [w.rest[0], ...columns.map(([name]) => name)],
      [
        [w.recall, ...columns.map(([, f]) => recallRow(w, f.recall)[1])],
        [w.agree, ...columns.map(([, f]) => rated(f))],
        [w.suspected, ...columns.map(([, f]) => suspected(f))],
      ],
    ),
  ];
}

function wrappedPart(w, figures) {
  const builds = figures.builds.map((f) => [w.wrapped.builds[f.name], f]);
  return [
    `## ${w.wrapped.title}`,
    w.wrapped.about(figures),
    table(
      w.head,
      builds.flatMap(([name, f]) => [
        shares(`${w.headline}, ${name}`, f.headline),
        shares(`${w.all}, ${name}`, f.claims),
      ]),
    ),
    table(
      [w.rest[0], ...builds.map(([name]) => name)],
      [[w.recall, ...builds.map(([, f]) => recallRow(w, f.recall)[1])]],
    ),
    table(
      w.wrapped.head,
      builds.map(([name, f]) => [
        name,
        f.packages,
        f.named,
        f.wronglyNamed.length,
        ...['theirs', 'nobodys', 'others', 'app'].map((whose) => partOf(f.evidence, whose)),
      ]),
    ),
    `### ${w.wrongTitle}`,
    wrongTable(w, figures),
    `### ${w.missedTitle}`,
    listed(
      w,
      figures.recall.missed.map(({ id, kind }) => `${id}: ${kind}`),
    ),
  ];
}

/** One owner's pieces of evidence, and their share of all. */
function partOf(evidence, whose) {
  const all = Object.values(evidence).reduce((sum, count) => sum + count, 0);
  return `${evidence[whose]} (${percent(all === 0 ? null : evidence[whose] / all)})`;
}

function ownPart({ own }, rows) {
  const cells = ({ name, programs, kind, said, precision, recall }) => [
    name === 'all' ? own.all : name,
    programs,
    percent(kind),
    said,
    percent(precision),
    percent(recall),
  ];
  return [`## ${own.title}`, own.about, table(own.head, rows.map(cells))];
}

/** The page in one language, "en" or "zh". `groups`: what stands beside the real packages, each only if it was measured. */
export function pageOf(figures, language, { fresh, wrapped, own } = {}) {
  const w = WORDS[language];
  const { headline, claims, recall, verdicts, types } = figures;
  return `${[
    '<!-- Written by "npm run truth -- --write". -->',
    `# ${w.title}`,
    w.about(figures),
    table(w.head, [shares(w.headline, headline), shares(w.all, claims)]),
    table(w.rest, [
      recallRow(w, recall),
      [w.agree, `${percent(verdicts.agree)} (${verdicts.rated})`],
      [w.suspected, `${verdicts.innocentSuspected} ${w.of} ${verdicts.innocent}`],
      [w.strongly, `${verdicts.innocentStrongly} ${w.of} ${verdicts.innocent}`],
      [w.rank, figures.rank === null ? '–' : figures.rank.toFixed(2)],
      [w.types, `${types.right}, ${types.wrong}, ${types.unknown}`],
    ]),
    `## ${w.wrongTitle}`,
    wrongTable(w, figures),
    `## ${w.apartTitle}`,
    listed(
      w,
      verdicts.apart.map(({ id, verdict }) => `${id}: ${verdict}`),
    ),
    `## ${w.missedTitle}`,
    listed(
      w,
      recall.missed.map(({ id, kind }) => `${id}: ${kind}`),
    ),
    ...(fresh ? freshPart(w, fresh) : []),
    ...(wrapped ? wrappedPart(w, wrapped) : []),
    ...(own ? ownPart(w, own) : []),
  ].join('\n\n')}\n`;
}
