// Bars, spans and grids as inline SVG with words in both languages. Knows shapes and numbers, not surveys;
// colours come from the style sheet through class names so that dark mode and print can change them.
import type { Text } from '../../model/catalogue.js';
import { bothSvg, h, raw } from './template.js';
import type { Markup } from './template.js';

export interface Segment {
  className: string; // names a colour of the style sheet
  value: number;
  title: Text; // shown by the browser on hover
}
export interface BarRow {
  label: Text;
  segments: readonly Segment[];
  note: Text; // written after the bar
}

const WIDTH = 920;
const LABEL = 220;
const NOTE = 130;
const ROW = 26;
const BAR = 16;

const r = (x: number): string => String(Math.round(x * 100) / 100); // two decimals are enough for a screen
const clip = (text: string, columns: number): string => {
  let used = 0;
  let out = '';
  for (const c of text) {
    used += c.codePointAt(0)! > 0x2e7f ? 2 : 1;
    if (used > columns) return `${out}…`;
    out += c;
  }
  return out;
};
const clipText = (text: Text, columns: number): Text => ({
  en: clip(text.en, columns),
  zh: clip(text.zh, columns),
});

const svg = (width: number, height: number, labelledBy: string, body: readonly Markup[]): Markup =>
  h`<svg
    viewBox="0 0 ${width} ${raw(r(height))}"
    width="${width}"
    height="${raw(r(height))}"
    role="img"
    aria-labelledby="${labelledBy}"
    preserveAspectRatio="xMinYMin meet"
  >
    ${body}
  </svg>`;

/** A <title> for hovering; SVG has one per element, so both languages share it. */
const hover = (title: Text): Markup =>
  h`<title>${title.en === title.zh ? title.en : `${title.en} · ${title.zh}`}</title>`;

/** Stacked horizontal bars; `most` is the value of a full bar. */
export function barChart(rows: readonly BarRow[], most: number, labelledBy: string): Markup {
  const room = WIDTH - LABEL - NOTE;
  const scale = most > 0 ? room / most : 0;
  const body = rows.map((row, i) => {
    const y = i * ROW;
    let x = LABEL;
    const bars = row.segments
      .filter((s) => s.value > 0)
      .map((s) => {
        const width = Math.max(1, s.value * scale);
        const bar = h`<rect
          class="${s.className}"
          x="${raw(r(x))}"
          y="${y + (ROW - BAR) / 2}"
          width="${raw(r(width))}"
          height="${BAR}"
          >${hover(s.title)}</rect
        >`;
        x += width;
        return bar;
      });
    const base = y + ROW / 2 + 5;
    return h`${bothSvg(`class="label" x="${LABEL - 8}" y="${base}" text-anchor="end"`, clipText(row.label, 28))}<rect
        class="track"
        x="${LABEL}"
        y="${y + (ROW - BAR) / 2}"
        width="${room}"
        height="${BAR}"
      />${bars}${bothSvg(`class="note" x="${r(WIDTH - NOTE + 8)}" y="${base}"`, row.note)}`;
  });
  return svg(WIDTH, rows.length * ROW, labelledBy, body);
}

export interface SpanRow {
  label: Text;
  count: number;
  low: number;
  lowerQuarter: number;
  middle: number;
  upperQuarter: number;
  high: number;
  note: Text;
}

/** Spread of values from 0 to 100: thin line low to high, thick line the middle half, mark the middle. */
export function spanChart(rows: readonly SpanRow[], labelledBy: string): Markup {
  const room = WIDTH - LABEL - NOTE;
  const at = (value: number): number => LABEL + (value / 100) * room;
  const axis = [0, 25, 50, 75, 100].map(
    (v) =>
      h`<line
          class="grid"
          x1="${raw(r(at(v)))}"
          x2="${raw(r(at(v)))}"
          y1="0"
          y2="${rows.length * ROW}"
        /><text class="axis" x="${raw(r(at(v)))}" y="${rows.length * ROW + 16}" text-anchor="middle"
          >${v}</text
        >`,
  );
  const body = rows.map((row, i) => {
    const y = i * ROW + ROW / 2;
    const words = h`${bothSvg(`class="label" x="${LABEL - 8}" y="${y + 5}" text-anchor="end"`, clipText(row.label, 28))}${bothSvg(`class="note" x="${r(WIDTH - NOTE + 8)}" y="${y + 5}"`, row.note)}`;
    if (row.count === 0) return words;
    return h`${words}<line
        class="span-thin"
        x1="${raw(r(at(row.low)))}"
        x2="${raw(r(at(row.high)))}"
        y1="${y}"
        y2="${y}"
      /><line
        class="span-thick"
        x1="${raw(r(at(row.lowerQuarter)))}"
        x2="${raw(r(Math.max(at(row.upperQuarter), at(row.lowerQuarter) + 1)))}"
        y1="${y}"
        y2="${y}"
      /><circle class="span-mark" cx="${raw(r(at(row.middle)))}" cy="${y}" r="5" />`;
  });
  return svg(WIDTH, rows.length * ROW + 22, labelledBy, [...axis, ...body]);
}

/** Upright bars, one per band, with its count above and its bounds below. */
export function columnChart(
  bands: readonly { from: number; to: number; count: number; className: string; title: Text }[],
  labelledBy: string,
): Markup {
  const height = 180;
  const top = 22;
  const bottom = 22;
  const most = Math.max(1, ...bands.map((b) => b.count));
  const step = WIDTH / bands.length;
  const body = bands.map((band, i) => {
    const tall = ((height - top - bottom) * band.count) / most;
    const y = height - bottom - tall;
    const middle = r(i * step + step / 2);
    return h`<rect
        class="${band.className}"
        x="${raw(r(i * step + 3))}"
        y="${raw(r(y))}"
        width="${raw(r(step - 6))}"
        height="${raw(r(tall))}"
        >${hover(band.title)}</rect
      ><text class="note" x="${raw(middle)}" y="${raw(r(y - 6))}" text-anchor="middle">${band.count}</text
      ><text class="axis" x="${raw(middle)}" y="${height - 6}" text-anchor="middle"
        >${band.from}–${band.to}</text
      >`;
  });
  return svg(WIDTH, height, labelledBy, [
    ...body,
    h`<line class="grid" x1="0" x2="${WIDTH}" y1="${height - bottom}" y2="${height - bottom}" />`,
  ]);
}

export interface Grid {
  columns: readonly Text[];
  rows: readonly { label: string; cells: readonly (string | null)[] }[]; // class name of each cell, null: empty
  /** Written beside rows only when there is room for them. */
  showRowLabels: boolean;
  rowHeight: number;
}

/** A coloured grid: one path for each colour, so that a thousand rows cost a few strokes to draw. */
export function gridChart(grid: Grid, labelledBy: string): Markup {
  const head = 118;
  const left = grid.showRowLabels ? LABEL : 8;
  const cell = Math.min(34, Math.max(10, (WIDTH - left - 70) / Math.max(1, grid.columns.length)));
  const gap = grid.rowHeight >= 8 ? 1 : 0;
  const paths = new Map<string, string>();
  grid.rows.forEach((row, y) => {
    let run = 0;
    while (run < row.cells.length) {
      const name = row.cells[run];
      let end = run + 1;
      if (gap === 0) while (end < row.cells.length && row.cells[end] === name) end++;
      if (name) {
        const width = (end - run) * cell - 1;
        const d = `M${r(left + run * cell)} ${r(head + y * grid.rowHeight)}h${r(width)}v${r(grid.rowHeight - gap)}h${r(-width)}z`;
        paths.set(name, (paths.get(name) ?? '') + d);
      }
      run = end;
    }
  });
  const body = [...paths].sort().map(([name, d]) => h`<path class="${name}" d="${raw(d)}" />`);
  const heads = grid.columns.map((text, i) => {
    const x = r(left + i * cell + cell / 2 + 4);
    return bothSvg(`class="axis" transform="translate(${x} ${head - 6}) rotate(-52)"`, clipText(text, 20));
  });
  const labels = grid.showRowLabels
    ? grid.rows.map(
        (row, y) =>
          h`<text
            class="label"
            x="${LABEL - 8}"
            y="${raw(r(head + y * grid.rowHeight + grid.rowHeight - 4))}"
            text-anchor="end"
            >${clip(row.label, 28)}</text
          >`,
      )
    : [];
  const height = head + grid.rows.length * grid.rowHeight + 2;
  const meta = `<g class="cells" data-left="${r(left)}" data-top="${head}" data-cell="${r(cell)}" data-row="${r(grid.rowHeight)}">`;
  return svg(WIDTH, height, labelledBy, [raw(meta), ...body, raw('</g>'), ...heads, ...labels]);
}
