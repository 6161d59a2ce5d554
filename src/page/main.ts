// The page: takes packages, has the worker read them, shows what it says. Asks nobody else: the page's policy allows no
// connection. Leaves reading to worker.ts and reports to report/.
import type { AppReport } from '../model/report.js';
import type { Text } from '../model/catalogue.js';
import { fillText } from '../report/html/template.js';
import { VERDICTS } from '../text/labels.js';
import { openWorker, type Reader } from './reader.js';
import { surveyView } from './survey-view.js';
import { AppList, type App } from './apps.js';
import type { AppTypeName, Lang, Taken } from './protocol.js';
import { PAGE } from './words.js';

const root = document.documentElement;
const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const lang = (): Lang => (root.dataset['lang'] === 'zh' ? 'zh' : 'en');

/** Text in both languages; the style sheet shows the one chosen. */
function both(text: Text): DocumentFragment {
  const part = document.createDocumentFragment();
  for (const key of ['en', 'zh'] as const) {
    const span = document.createElement('span');
    span.className = `t-${key}`;
    span.lang = key;
    span.textContent = text[key];
    part.append(span);
  }
  return part;
}

class Page {
  reader: Reader = openWorker();
  private readonly list = new AppList();
  private shown: App | null = null;
  private running = false;

  async start(): Promise<void> {
    this.listen();
    const { types, rules, version } = await this.reader.ready;
    this.fillTypes(types);
    byId('made').replaceChildren(both(fillText(PAGE.made, { version, rules: rules.slice(0, 16) })));
    root.dataset['ready'] = 'yes';
  }

  private listen(): void {
    for (const id of ['files', 'folder'])
      byId<HTMLInputElement>(id).addEventListener('change', (event) => {
        const input = event.target as HTMLInputElement;
        void this.add([...(input.files ?? [])]);
        input.value = '';
      });
    for (const id of ['files', 'folder'])
      byId(`choose-${id}`).addEventListener('click', () => byId<HTMLInputElement>(id).click());
    const drop = byId('drop');
    for (const name of ['dragover', 'dragleave', 'drop'])
      document.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.toggle('over', name === 'dragover');
      });
    document.addEventListener('drop', (event) => void dropped(event).then((files) => this.add(files)));
    byId('cancel').addEventListener('click', () => this.cancel());
    byId('clear').addEventListener('click', () => this.clear());
    byId('compare').addEventListener('click', () => void this.compare());
    for (const format of ['html', 'json', 'csv'] as const)
      byId(`save-${format}`).addEventListener('click', () => void this.save(format));
    for (const format of ['html', 'json', 'csv'] as const)
      byId(`survey-${format}`).addEventListener('click', () => void this.saveSurvey(format));
    for (const button of document.querySelectorAll<HTMLElement>('#langs button'))
      button.addEventListener('click', () => this.setLanguage(button.dataset['lang'] as Lang));
    for (const button of document.querySelectorAll<HTMLElement>('#themes button'))
      button.addEventListener('click', () => setTheme(button.dataset['theme']!));
    this.setLanguage(/^zh\b/i.test(navigator.language) ? 'zh' : 'en');
    setTheme('auto');
  }

  private setLanguage(chosen: Lang): void {
    root.dataset['lang'] = chosen;
    root.lang = chosen === 'zh' ? 'zh-CN' : 'en';
    document.title = PAGE.title[chosen];
    press('langs', (button) => button.dataset['lang'] === chosen);
    for (const option of byId<HTMLSelectElement>('type').options)
      option.textContent = option.dataset[chosen] ?? '';
    if (this.shown !== null) void this.show(this.shown, false);
  }

  private fillTypes(types: readonly AppTypeName[]): void {
    const select = byId<HTMLSelectElement>('type');
    const option = (value: string, name: Text): HTMLOptionElement => {
      const made = document.createElement('option');
      made.value = value;
      made.dataset['en'] = name.en;
      made.dataset['zh'] = name.zh;
      made.textContent = name[lang()];
      return made;
    };
    select.replaceChildren(option('', PAGE.inferred), ...types.map(({ id, name }) => option(id, name)));
    select.addEventListener('change', () => void this.again());
  }

  private async add(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    root.dataset['busy'] = 'yes';
    try {
      await this.take(files);
    } finally {
      delete root.dataset['busy'];
    }
  }

  private async take(files: readonly File[]): Promise<void> {
    const before = this.list.apps.length;
    try {
      for (const group of await this.reader.group(files)) this.list.add(group);
    } catch (fault) {
      this.list.add([...files]).failure = fault as Text;
    }
    await this.run();
    const added = this.list.apps.slice(before);
    const first = added.find((app) => app.report !== null);
    if (first !== undefined && this.list.apps.length === added.length)
      await this.show(first, added.length === 1);
  }

  /** The chosen type is another: every app is judged again. */
  private async again(): Promise<void> {
    for (const app of this.list.apps) app.reset();
    await this.run();
    if (this.shown?.report) await this.show(this.shown, false);
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      for (let app = this.list.next(); app !== null; app = this.list.next()) {
        app.state = 'reading';
        this.draw();
        try {
          app.done(await this.reader.scan(app.files, byId<HTMLSelectElement>('type').value, app.name));
        } catch (fault) {
          app.fail(fault as Text);
        }
      }
    } finally {
      this.running = false;
      this.draw();
      // A worker that was ended counts nothing.
      await this.count().catch(() => undefined);
    }
  }

  /** Every app that is through, for counting. */
  private taken(): Taken[] {
    return this.list.apps
      .filter((app) => app.state === 'done' || app.state === 'failed')
      .map(({ name, files, report, failure }) => ({
        name,
        files: files.map((file) => file.name),
        sizeBytes: files.reduce((sum, file) => sum + file.size, 0),
        report,
        failure,
      }));
  }

  /** Two apps or more are a survey. */
  private async count(): Promise<void> {
    const taken = this.taken();
    const many = taken.length > 1 && taken.some((app) => app.report !== null);
    byId('survey').hidden = !many;
    if (many) byId('survey-body').replaceChildren(...surveyView(await this.reader.count(taken), both));
  }

  private async saveSurvey(format: 'html' | 'json' | 'csv'): Promise<void> {
    download(await this.reader.survey(this.taken(), format, lang()), `survey.overreach.${format}`, format);
  }

  private cancel(): void {
    this.reader.stop();
    this.reader = openWorker();
    for (const app of this.list.apps) if (app.state === 'waiting') app.fail(PAGE.cancelled);
    this.draw();
  }

  private clear(): void {
    this.cancel();
    this.list.clear();
    this.shown = null;
    byId('survey').hidden = true;
    byId('view').hidden = true;
    this.draw();
  }

  private draw(): void {
    const { apps } = this.list;
    byId('apps').hidden = apps.length === 0;
    const finished = apps.filter((app) => app.state === 'done' || app.state === 'failed').length;
    const bar = byId<HTMLProgressElement>('bar');
    bar.max = Math.max(1, apps.length);
    bar.value = finished;
    byId('progress').hidden = finished === apps.length;
    byId('progress-text').replaceChildren(both(fillText(PAGE.progress, { n: finished, m: apps.length })));
    byId('rows').replaceChildren(...apps.map((app) => this.row(app)));
    const rated = apps.filter((app) => app.report !== null && app.report.verdict !== 'not-rated');
    const suspected = rated.filter(
      (app) => /(?:^|-)suspected$/.test(app.report!.verdict) && app.report!.verdict !== 'not-suspected',
    );
    const headline = byId('headline');
    headline.hidden = rated.length < 2;
    headline.replaceChildren(both(fillText(PAGE.ofApps, { n: suspected.length, m: rated.length })));
    const any = apps.some((app) => app.report !== null);
    for (const format of ['html', 'json', 'csv']) byId<HTMLButtonElement>(`save-${format}`).disabled = !any;
    byId('comparing').hidden = apps.filter((app) => app.report !== null).length < 2;
    byId<HTMLButtonElement>('compare').disabled = apps.filter((app) => app.chosen).length !== 2;
  }

  private row(app: App): HTMLTableRowElement {
    const row = document.createElement('tr');
    if (app === this.shown) row.setAttribute('aria-current', 'true');
    const cell = (...parts: (Node | string)[]): void => {
      const td = document.createElement('td');
      td.append(...parts);
      row.append(td);
    };
    const pick = document.createElement('input');
    pick.type = 'checkbox';
    pick.checked = app.chosen;
    pick.disabled = app.report === null;
    pick.setAttribute('aria-label', app.name);
    pick.addEventListener('change', () => {
      app.chosen = pick.checked;
      this.draw();
    });
    cell(pick);
    if (app.report === null) {
      cell(app.name);
      cell(both(app.failure ?? (app.state === 'reading' ? PAGE.reading : PAGE.waiting)));
      cell('');
      cell('');
      return labelled(row);
    }
    const { report } = app;
    const link = document.createElement('button');
    link.type = 'button';
    link.className = 'link';
    link.append(report.app.label ?? report.app.package ?? app.name);
    link.addEventListener('click', () => void this.show(app, true));
    const small = document.createElement('div');
    small.className = 'small mono';
    small.textContent = `${app.name} ${report.app.versionName ?? ''}`.trim();
    cell(link, small);
    const verdict = document.createElement('span');
    verdict.className = `v-${report.verdict}`;
    verdict.append(both(VERDICTS[report.verdict]));
    cell(verdict);
    const { score } = report;
    cell(
      score.rated ? `${score.value} (${score.low}–${score.high})` : '–',
      ...(score.rated ? [meter(score)] : []),
    );
    const kinds = report.kinds.filter((kind) => kind.verdict !== 'not-suspected');
    cell(both({ en: kinds.map((k) => k.name.en).join(', '), zh: kinds.map((k) => k.name.zh).join('、') }));
    return labelled(row);
  }

  /** The report as `--format html` makes it, in a frame that can neither connect nor reach this page. */
  private async show(app: App, scroll: boolean): Promise<void> {
    if (app.report === null) return;
    this.shown = app;
    this.draw();
    const html = await this.reader.render([{ name: app.name, report: app.report }], 'html', lang());
    const frame = byId<HTMLIFrameElement>('frame');
    frame.hidden = false;
    byId('changes').hidden = true;
    frame.title = PAGE.report[lang()];
    frame.srcdoc = html;
    byId('view').hidden = false;
    if (scroll) byId('view').scrollIntoView();
  }

  private async compare(): Promise<void> {
    const [before, after] = this.list.apps.filter((app) => app.chosen).map((app) => app.report);
    if (!before || !after) return;
    const text = await this.reader.compare(before, after, lang());
    byId('changes').textContent = text;
    byId('changes').hidden = false;
    byId('frame').hidden = true;
    byId('view').hidden = false;
    byId('view').scrollIntoView();
  }

  private async save(format: 'html' | 'json' | 'csv'): Promise<void> {
    const items = this.list.apps
      .filter((app): app is App & { report: AppReport } => app.report !== null)
      .map((app) => ({ name: app.name, report: app.report }));
    const text = await this.reader.render(items, format, lang());
    const name = items.length === 1 ? (items[0]!.report.app.package ?? 'app') : 'apps';
    download(text, `${name}.overreach.${format}`, format);
  }
}

function download(text: string, name: string, format: 'html' | 'json' | 'csv'): void {
  const type = { html: 'text/html', json: 'application/json', csv: 'text/csv' }[format];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The index as a line with its interval; lengths are set through the object model, as the policy asks. */
function meter({ value, low, high }: AppReport['score']): HTMLElement {
  const line = document.createElement('span');
  line.className = 'meter';
  line.setAttribute('aria-hidden', 'true');
  const span = document.createElement('i');
  span.style.left = `${low}%`;
  span.style.width = `${Math.max(1, high - low)}%`;
  const mark = document.createElement('b');
  mark.style.left = `${Math.min(98, value)}%`;
  line.append(span, mark);
  return line;
}

/** On a phone the heads are out of sight: each cell names its own. */
function labelled(row: HTMLTableRowElement): HTMLTableRowElement {
  const names = [PAGE.verdict, PAGE.index, PAGE.kindsSuspected];
  [...row.cells].slice(2).forEach((cell, i) => {
    const name = names[i];
    if (name === undefined || cell.textContent === '') return;
    const label = document.createElement('span');
    label.className = 'label';
    label.append(both(name));
    cell.prepend(label);
  });
  return row;
}

function press(id: string, chosen: (button: HTMLElement) => boolean): void {
  byId(id).hidden = false;
  for (const button of document.querySelectorAll<HTMLElement>(`#${id} button`))
    button.setAttribute('aria-pressed', String(chosen(button)));
}
function setTheme(theme: string): void {
  if (theme === 'auto') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  press('themes', (button) => button.dataset['theme'] === theme);
}

/** Files of a drop, those inside folders too. */
async function dropped(event: DragEvent): Promise<File[]> {
  const entries = [...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry());
  if (entries.every((entry) => entry === null)) return [...(event.dataTransfer?.files ?? [])];
  const found: File[] = [];
  const visit = async (entry: FileSystemEntry | null): Promise<void> => {
    if (entry === null) return;
    if (entry.isFile) {
      found.push(await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail)));
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
      if (some.length === 0) return;
      for (const inner of some) await visit(inner);
    }
  };
  for (const entry of entries) await visit(entry);
  return found.length > 1 ? found.filter((file) => /\.(?:apk|apks|xapk|apkm|aab)$/i.test(file.name)) : found;
}

const page = new Page();
void page.start();
// For pages that embed this one, and for tests: what a package says, and what is said of it.
Object.assign(window, {
  overreach: {
    facts: (files: readonly File[]) => page.reader.facts(files),
    scan: (files: readonly File[], type = '') => page.reader.scan(files, type, files[0]?.name ?? ''),
  },
});
