// Bars, spans and columns as plain elements that wrap and shrink with the page, and grids as inline SVG, with words in
// both languages. Knows shapes and numbers, not surveys; colours come from the style sheet through class names so that
// dark mode and print can change them.
import type { Text } from '../../model/catalogue.js';
import { both, bothSvg, h, raw } from './template.js';
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
  most?: number; // value of this row's full bar, when it is not that of all
}

const r = (x: number): string => String(Math.round(x * 100) / 100); // two decimals are enough for a screen
const share = (value: number, of: number): Markup => raw(`${r(of > 0 ? (100 * value) / of : 0)}%`);
/** What the browser shows on hovering; an attribute has one language, so both share it. */
const hoverText = (title: Text): string => (title.en === title.zh ? title.en : `${title.en} · ${title.zh}`);

/** Stacked horizontal bars; `most` is the value of a full bar. */
export function barChart(rows: readonly BarRow[], most: number, labelledBy: string): Markup {
  const body = rows.map(
    (row) =>
      h`<div class="row"><span class="name">${both(row.label)}</span><span class="track">${row.segments
        .filter((s) => s.value > 0)
        .map(
          (s) =>
            h`<span class="${s.className}" style="width:${share(s.value, row.most ?? most)}" title="${hoverText(s.title)}"></span>`,
        )}</span><span class="note">${both(row.note)}</span></div>`,
  );
  return h`<div class="bars" role="img" aria-labelledby="${labelledBy}">${body}</div>`;
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
  const line = (name: string, from: number, to: number): Markup =>
    h`<i class="${name}" style="left:${raw(r(from))}%;width:${raw(r(to - from))}%"></i>`;
  const body = rows.map(
    (row) =>
      h`<div class="row"><span class="name">${both(row.label)}</span><span class="scale">${
        row.count === 0
          ? []
          : [
              line('thin', row.low, row.high),
              line('thick', row.lowerQuarter, row.upperQuarter),
              h`<b style="left:${raw(r(row.middle))}%"></b>`,
            ]
      }</span><span class="note">${both(row.note)}</span></div>`,
  );
  const axis = [0, 25, 50, 75, 100].map((v) => h`<i style="left:${v}%">${v}</i>`);
  return h`<div class="bars" role="img" aria-labelledby="${labelledBy}">${body}<div class="row"><span class="name"></span><span class="axis">${axis}</span><span class="note"></span></div></div>`;
}

/** Height of the tallest column in pixels. */
const TALLEST_COLUMN = 132;

/** Upright bars, one per band, with its count above and its bounds below. */
export function columnChart(
  bands: readonly { from: number; to: number; count: number; className: string; title: Text }[],
  labelledBy: string,
): Markup {
  const most = Math.max(1, ...bands.map((b) => b.count));
  const body = bands.map(
    (band) =>
      h`<div class="col"><span class="note">${band.count}</span><span class="${band.className}" style="height:${raw(
        r((TALLEST_COLUMN * band.count) / most),
      )}px" title="${hoverText(band.title)}"></span><span class="note">${band.from}<span class="roomy">–${band.to}</span></span></div>`,
  );
  return h`<div class="cols" role="img" aria-labelledby="${labelledBy}">${body}</div>`;
}

/** Text cut to so many pixels, by the widths of a wide sans-serif: a label must never run out of the picture. */
const clip = (text: string, pixels: number, size: number): string => {
  let used = 0;
  let out = '';
  for (const c of text) {
    used +=
      size *
      (c.codePointAt(0)! > 0x2e7f ? 1 : /[A-Zmw@%]/.test(c) ? 0.82 : /[ilj.,:;'|]/.test(c) ? 0.36 : 0.58);
    if (used > pixels) return `${out}…`;
    out += c;
  }
  return out;
};

export interface Grid {
  columns: readonly Text[];
  rows: readonly {
    label: string;
    mark: string; // class name of the strip at the left
    cells: readonly (string | null)[]; // class name of each cell, null: empty
  }[];
  /** Written beside rows only when there is room for them. */
  showRowLabels: boolean;
  rowHeight: number;
}

const WIDTH = 1058;
const ROW_LABEL = 196;
const HEAD_SIZE = 11;
/** Beyond so many columns the heads stand upright, since slanted ones would touch. */
const MOST_SLANTED = 26;
const LONGEST_HEAD = 205;

/** A coloured grid: one path for each colour, so that a thousand rows cost a few strokes to draw. */
// eslint-disable-next-line max-lines-per-function -- one drawing: its measures follow from each other
export function gridChart(grid: Grid, labelledBy: string): Markup {
  const left = grid.showRowLabels ? ROW_LABEL : 14;
  const upright = grid.columns.length > MOST_SLANTED;
  const head = upright ? LONGEST_HEAD + 8 : 150;
  const cell = Math.min(
    30,
    Math.max(10, (WIDTH - left - (upright ? 4 : 100)) / Math.max(1, grid.columns.length)),
  );
  const width = Math.max(WIDTH, left + cell * grid.columns.length + 4);
  const gap = grid.rowHeight >= 8 ? 1 : 0;
  const body = grid.rows.length * grid.rowHeight;
  const paths = new Map<string, string>();
  const draw = (name: string, x: number, y: number, wide: number): void => {
    const d = `M${r(x)} ${r(head + y * grid.rowHeight)}h${r(wide)}v${r(grid.rowHeight - gap)}h${r(-wide)}z`;
    paths.set(name, (paths.get(name) ?? '') + d);
  };
  grid.rows.forEach((row, y) => {
    draw(row.mark, left - 9, y, 5);
    let run = 0;
    while (run < row.cells.length) {
      const name = row.cells[run];
      let end = run + 1;
      if (gap === 0) while (end < row.cells.length && row.cells[end] === name) end++;
      if (name) draw(name, left + run * cell, y, (end - run) * cell - 1);
      run = end;
    }
  });
  // Every other column has a ground of its own, so that the eye finds its way down from the head.
  const ground = grid.columns
    .map((_, i) =>
      i % 2 === 0 ? `M${r(left + i * cell)} ${head}h${r(cell - 1)}v${r(body)}h${r(1 - cell)}z` : '',
    )
    .join('');
  const heads = grid.columns.map((text, i) => {
    const x = r(left + i * cell + cell / 2 + 4);
    const room = upright ? LONGEST_HEAD : 175;
    const cut = { en: clip(text.en, room, HEAD_SIZE), zh: clip(text.zh, room, HEAD_SIZE) };
    return bothSvg(
      `class="axis" transform="translate(${x} ${head - 6}) rotate(${upright ? -90 : -52})"`,
      cut,
    );
  });
  const size = Math.min(12, grid.rowHeight - 1);
  const labels = grid.showRowLabels
    ? grid.rows.map(
        (row, y) =>
          h`<text class="app" style="font-size:${raw(r(size))}px" x="${left - 14}" y="${raw(
            r(head + y * grid.rowHeight + grid.rowHeight * 0.5 + size * 0.36),
          )}" text-anchor="end">${clip(row.label, left - 18, size)}</text>`,
      )
    : [];
  const height = head + body + 2;
  const meta = `<g class="cells" data-left="${r(left)}" data-top="${head}" data-cell="${r(cell)}" data-row="${r(grid.rowHeight)}">`;
  return h`<svg viewBox="0 0 ${raw(r(width))} ${raw(r(height))}" width="${raw(r(width))}" height="${raw(
    r(height),
  )}" role="img" aria-labelledby="${labelledBy}" preserveAspectRatio="xMinYMin meet"><path class="ground" d="${raw(ground)}" />${raw(meta)}${[
    ...paths,
  ]
    .sort()
    .map(
      ([name, d]) => h`<path class="${name}" d="${raw(d)}" />`,
    )}</g>${heads}${labels}<rect class="cross" /><rect class="cross" /></svg>`;
}
