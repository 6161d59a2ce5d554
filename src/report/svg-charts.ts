// The charts of a survey as pictures to embed: one SVG file for each chart and language, with its title, its source and
// its figures inside, and nothing from elsewhere. Pure: survey in, texts out. The page's own charts are in html/.
import { compareText } from '../model/order.js';
import type { Text } from '../model/catalogue.js';
import { RUNGS } from '../model/constants.js';
import type { SurveyReport } from '../model/survey.js';
import { RUNG_NAMES } from '../text/labels.js';
import type { Lang } from '../text/labels.js';
import { escapeHtml, fillText } from './html/template.js';
import { WORDS } from './html/words.js';

interface Part {
  color: string;
  value: number;
}
interface Row {
  label: string;
  parts: readonly Part[];
  note: string;
}
interface Picture {
  title: string;
  lead: string;
  legend: readonly { name: string; color: string }[];
  rows: readonly Row[];
  most: number; // value of a full bar
}

const WIDTH = 880;
const LABELS = 250;
const NOTES = 90;
const ROW = 26;
const SUSPECTED = '#8f4500';
const RUNG_COLORS = ['#c9ced6', '#9aa6b4', '#f2cd7c', '#e39a3f', '#c8502f', '#7c1a30'];
/** Rows beyond these make a picture that no article has room for; the tables hold the rest. */
const MOST_ROWS = 20;

const isWide = (c: string): boolean => c.codePointAt(0)! > 0x2e7f;
/** Text cut to so many half-widths; a wide character counts for two. */
const cut = (text: string, most: number): string => {
  let used = 0;
  let out = '';
  for (const c of text) {
    used += isWide(c) ? 2 : 1;
    if (used > most) return `${out}…`;
    out += c;
  }
  return out;
};

const draw = (picture: Picture, source: string, lang: Lang): string => {
  const top = 92 + (picture.legend.length > 0 ? 26 : 0);
  const height = top + picture.rows.length * ROW + 40;
  const full = WIDTH - LABELS - NOTES - 40;
  const text = (x: number, y: number, said: string, more = ''): string =>
    `<text x="${x}" y="${y}"${more}>${escapeHtml(said)}</text>`;
  let at = 24;
  const legend = picture.legend.map(({ name, color }) => {
    const x = at;
    at += 34 + 7 * [...name].reduce((sum, c) => sum + (isWide(c) ? 2 : 1), 0);
    return `<rect x="${x}" y="${top - 32}" width="12" height="12" fill="${color}"/>${text(x + 17, top - 21, name, ' class="s"')}`;
  });
  const rows = picture.rows.map((row, i) => {
    const y = top + i * ROW;
    let x = LABELS + 12;
    const bars = row.parts
      .filter((part) => part.value > 0)
      .map((part) => {
        const wide = Math.round((1000 * full * part.value) / Math.max(1, picture.most)) / 1000;
        const bar = `<rect x="${Math.round(x * 1000) / 1000}" y="${y}" width="${wide}" height="16" fill="${part.color}"/>`;
        x += wide;
        return bar;
      });
    return `${text(LABELS, y + 13, cut(row.label, 36), ' text-anchor="end"')}<rect x="${LABELS + 12}" y="${y}" width="${full}" height="16" fill="#efece5"/>${bars.join('')}${text(LABELS + 24 + full, y + 13, row.note, ' class="s"')}`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="t d" lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<title id="t">${escapeHtml(picture.title)}</title><desc id="d">${escapeHtml(picture.rows.map((row) => `${row.label}: ${row.note}`).join('; '))}</desc>
<style>text{font:14px system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;fill:#1d2329}.s{font-size:12px;fill:#565f69}.h{font-size:20px;font-weight:600}</style>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
${text(24, 36, cut(picture.title, 76), ' class="h"')}${text(24, 58, cut(picture.lead, 118), ' class="s"')}
${legend.join('')}
${rows.join('\n')}
${text(24, height - 14, cut(source, 118), ' class="s"')}
</svg>
`;
};

const bars = (rows: readonly { label: string; value: number; note: string }[]): Row[] =>
  rows.slice(0, MOST_ROWS).map(({ label, value, note }) => ({
    label,
    note,
    parts: [{ color: SUSPECTED, value }],
  }));

const pictures = (survey: SurveyReport, lang: Lang): Record<string, Picture> => {
  const said = (text: Text): string => text[lang];
  const { totals } = survey;
  const read = totals.apps - totals.failed;
  const headline =
    totals.rated === 0 ? WORDS.headlineEmpty : totals.suspected === 0 ? WORDS.headlineNone : WORDS.headline;
  const strongestFirst = RUNGS.map((rung, i) => ({ rung, color: RUNG_COLORS[i]! })).reverse();
  return {
    suspected: {
      title: said(fillText(headline, { n: totals.suspected, m: totals.rated })),
      lead: said(WORDS.overlap),
      legend: [],
      rows: bars(survey.headlines.map((g) => ({ label: said(g.name), value: g.apps, note: `${g.apps}` }))),
      most: Math.max(1, ...survey.headlines.map((g) => g.apps)),
    },
    kinds: {
      title: said(WORDS.kindsTitle),
      lead: said(WORDS.kindsLead),
      legend: strongestFirst.map(({ rung, color }) => ({ name: said(RUNG_NAMES[rung]!), color })),
      rows: [...survey.kinds]
        .sort((a, b) => b.apps - a.apps || compareText(a.kind, b.kind))
        .slice(0, MOST_ROWS)
        .map((kind) => ({
          label: said(kind.name),
          note: `${kind.apps}/${read}`,
          parts: strongestFirst.map(({ rung, color }) => ({ color, value: kind.rungs[rung] ?? 0 })),
        })),
      most: read,
    },
    types: {
      title: said(WORDS.typesTitle),
      lead: said(WORDS.typesSuspected),
      legend: [],
      rows: survey.types
        .filter((type) => type.rated > 0)
        .slice(0, MOST_ROWS)
        .map((type) => ({
          label: said(type.name),
          note: `${type.suspected}/${type.rated}`,
          parts: [{ color: SUSPECTED, value: type.suspected / type.rated }],
        })),
      most: 1,
    },
    index: {
      title: said(WORDS.scoresTitle),
      lead: said(WORDS.scoresLead),
      legend: [],
      rows: survey.scores.map((band) => ({
        label: `${band.from}–${band.to}`,
        note: `${band.apps}`,
        parts: [{ color: SUSPECTED, value: band.apps }],
      })),
      most: Math.max(1, ...survey.scores.map((band) => band.apps)),
    },
  };
};

/** Names below the survey's folder → SVG texts: "charts/kinds.en.svg" and so on. */
export function svgCharts(survey: SurveyReport): Map<string, string> {
  const out = new Map<string, string>();
  for (const lang of ['en', 'zh'] as const) {
    const title = (survey.title ?? WORDS.untitled)[lang];
    const made = fillText(WORDS.madeWith, {
      version: survey.tool.version,
      rules: survey.tool.rules.slice(0, 12),
    });
    const source = [survey.publisher, survey.date, title, made[lang]]
      .filter((part) => part !== null)
      .join(' · ');
    for (const [id, picture] of Object.entries(pictures(survey, lang)))
      if (picture.rows.length > 0) out.set(`charts/${id}.${lang}.svg`, draw(picture, source, lang));
  }
  return out;
}
