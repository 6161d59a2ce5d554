// The resources section of the facts: XML resources that change what data an app takes or how it guards it, and the
// names layouts give to code. Leaves the manifest to manifest.ts, which runs before.
import { compareText } from '../model/order.js';
import { DATA } from '../formats/resources/layout.js';
import type { Element } from '../formats/resources/xml-tree.js';
import type { ManifestFacts, ResourceFacts, Section } from '../model/facts.js';
import type { Part } from '../package/package.js';
import type { ExtractContext, Extractor } from './extractor.js';
import { ParseError } from '../bytes/parse-error.js';
import { isFieldAttribute, shortTexts, visitFields } from './fields.js';
import { fieldsOfPage, isPage } from './page-fields.js';
import { isLayoutAttribute, visitLayout } from './layouts.js';
import { FieldBook } from './screens-of-fields.js';
import { openDocument, openResources } from './open-documents.js';
import type { OpenedResources } from './open-documents.js';
import { openXmlValues } from './xml-values.js';
import type { TextBudget, XmlValues } from './xml-values.js';
import {
  readAccessibilityService,
  readBackupRules,
  readDeviceAdmin,
  readLocaleConfig,
  readNetworkSecurity,
  readProviderPaths,
} from './xml-resources.js';

export const resourcesExtractor: Extractor<'resources'> = {
  section: 'resources',
  version: 4,
  extract(context) {
    return new ResourceReader(context).read();
  },
};

/** Types of resources whose files can name code: "xml" for preference screens. */
const LAYOUT_TYPES = ['layout', 'menu', 'navigation', 'xml'];
/** Those among them that can hold fields. */
const FIELD_TYPES = ['layout', 'xml'];
const LAYOUT_PATH = /^(res|r)\/(layout|menu|navigation|xml)(-[^/]*)?\/[^/]+\.xml$/;

const META = {
  accessibility: 'android.accessibilityservice',
  providerPaths: 'android.support.FILE_PROVIDER_PATHS',
  deviceAdmin: 'android.app.device_admin',
} as const;

const isWanted = (id: number, name: string): boolean =>
  isLayoutAttribute(id, name) || isFieldAttribute(id, name);

class ResourceReader {
  private readonly context: ExtractContext;
  private readonly resources: OpenedResources;
  private readonly budget: TextBudget;
  private readonly values: XmlValues;
  private readonly because = new Set<string>();

  constructor(context: ExtractContext) {
    this.context = context;
    this.resources = openResources(context.pkg, context.limits, context.note);
    this.budget = { left: context.limits.factText, exceeded: false };
    this.values = openXmlValues(this.resources.resolver, this.budget);
  }

  read(): Section<ResourceFacts> {
    const section = this.context.done.manifest;
    const manifest = section === undefined || section.state === 'missing' ? null : section.value;
    if (manifest === null) this.because.add('resources/no-manifest');
    const { layoutHandlers, layoutClasses, fields, formTexts } = this.readLayouts(manifest);
    const value: ResourceFacts = {
      locales: [...new Set(this.resources.tables.flatMap((table) => [...table.locales()]))].sort(),
      networkSecurity: this.open(manifest?.application.networkSecurityConfig, (root, entry) =>
        readNetworkSecurity(root, entry, this.values),
      ),
      accessibilityServices: this.readAccessibilityServices(manifest),
      fileProviderPaths: this.readMeta(manifest, META.providerPaths, (root, entry) =>
        readProviderPaths(root, entry, this.values),
      ),
      dataExtraction: this.readBackup(manifest),
      localeConfig:
        this.open(manifest?.application.localeConfig, (root) =>
          readLocaleConfig(root, this.values),
        )?.sort() ?? [],
      layoutHandlers,
      layoutClasses,
      fields: [...fields, ...this.readPages()].sort(
        (a, b) => compareText(a.layout, b.layout) || a.line - b.line || compareText(a.id, b.id),
      ),
      formTexts,
      deviceAdminPolicies: [...new Set(this.readMeta(manifest, META.deviceAdmin, readDeviceAdmin))].sort(),
    };
    for (const code of this.resources.losses) this.because.add(code);
    this.tellNoTable();
    if (this.budget.exceeded) this.tell('limit/fact-text', this.context.limits.factText);
    return this.because.size === 0
      ? { state: 'complete', value }
      : { state: 'partial', value, because: [...this.because].sort() };
  }

  private tell(code: string, limit: number): void {
    if (this.because.has(code)) return;
    this.because.add(code);
    this.context.note({ code, level: 'warning', place: { entry: 'res' }, args: { limit } });
  }

  private readBackup(manifest: ManifestFacts | null): ResourceFacts['dataExtraction'] {
    const read = (root: Element, entry: string): ResourceFacts['dataExtraction'] =>
      readBackupRules(root, entry, this.values);
    const { dataExtractionRules = null, fullBackupContent = null } = manifest?.application ?? {};
    const content = fullBackupContent === 'true' || fullBackupContent === 'false' ? null : fullBackupContent;
    return this.open(dataExtractionRules, read) ?? this.open(content, read);
  }

  private readAccessibilityServices(manifest: ManifestFacts | null): ResourceFacts['accessibilityServices'] {
    const services = (manifest?.components ?? []).flatMap((component) =>
      component.metaData
        .filter((meta) => meta.name === META.accessibility)
        .map((meta) =>
          this.open(meta.resource, (root, entry) =>
            readAccessibilityService(root, component.name, entry, this.values),
          ),
        ),
    );
    return services
      .filter((service) => service !== null)
      .sort((a, b) => compareText(a.component, b.component));
  }

  /** Reads the file that each component's metadata of a name leads to; the same file once. */
  private readMeta<T>(
    manifest: ManifestFacts | null,
    name: string,
    read: (root: Element, entry: string) => T[],
  ): T[] {
    const metas = (manifest?.components ?? []).flatMap((component) => component.metaData);
    const files = new Set(metas.filter((meta) => meta.name === name).flatMap((meta) => meta.resource ?? []));
    return [...files].sort().flatMap((file) => this.open(file, read) ?? []);
  }

  /** Opens the file a reference led to; null when it is not said, not found or not readable (the latter two are told). */
  private open<T>(path: string | null | undefined, read: (root: Element, entry: string) => T): T | null {
    if (path === null || path === undefined || path === '') return null;
    const { pkg, limits, note } = this.context;
    const part = pkg.parts.find((candidate) => candidate.has(path));
    if (part === undefined) {
      this.because.add('resources/file-missing');
      note({ code: 'resources/file-missing', level: 'warning', place: { entry: path }, args: {} });
      return null;
    }
    const bounds = { ...limits, xmlElements: Math.min(limits.xmlElements, limits.manifestElements) };
    const opened = openDocument(pkg, part, path, bounds, note);
    for (const code of opened.oddities.losses()) this.because.add(code);
    return opened.document === null ? null : read(opened.document.root, opened.entry);
  }

  private readLayouts(
    manifest: ManifestFacts | null,
  ): Pick<ResourceFacts, 'layoutHandlers' | 'layoutClasses' | 'fields'> &
    Required<Pick<ResourceFacts, 'formTexts'>> {
    const { pkg, limits, note } = this.context;
    const handlers = new Map<string, ResourceFacts['layoutHandlers'][number]>();
    const classes = new Map<string, ResourceFacts['layoutClasses'][number]>();
    const book = this.openFieldBook();
    const formTexts: NonNullable<ResourceFacts['formTexts']> = [];
    for (const { part, path } of this.layoutFiles()) {
      const { document, entry, oddities } = openDocument(pkg, part, path, limits, note, isWanted);
      for (const code of oddities.losses()) this.because.add(code);
      if (document === null) continue;
      if (this.readFields(document.root, path, entry, book))
        formTexts.push({ layout: entry, texts: shortTexts(document.root, this.values) });
      visitLayout(document.root, manifest?.package ?? '', this.values, {
        handler: (element, method) => {
          if (handlers.size >= limits.layoutNames) return this.tell('limit/layout-names', limits.layoutNames);
          handlers.set(`${entry}\0${element}\0${method}`, { entry, element, method });
        },
        className: (name) => {
          if (classes.has(name)) return;
          if (classes.size >= limits.layoutNames) return this.tell('limit/layout-names', limits.layoutNames);
          classes.set(name, { entry, name });
        },
      });
    }
    return {
      layoutHandlers: [...handlers.entries()]
        .sort(([a], [b]) => compareText(a, b))
        .map(([, handler]) => handler),
      layoutClasses: [...classes.values()].sort((a, b) => compareText(a.name, b.name)),
      fields: book.done(this.nameOf),
      formTexts: formTexts.sort((a, b) => compareText(a.layout, b.layout)),
    };
  }

  private readonly nameOf = (id: number): string | null =>
    this.resources.resolver.name({ type: DATA.reference, data: id, text: null });

  private openFieldBook(): FieldBook {
    const files = this.resources.tables.flatMap((table) =>
      FIELD_TYPES.flatMap((type) => table.fileIds(type)),
    );
    return new FieldBook(files, this.context.limits, (code, limit) => this.tell(code, limit));
  }

  /** Fields of the pages in the package; a page that cannot be read is told by whoever reads its scripts. */
  private readPages(): ResourceFacts['fields'] {
    const { pkg, limits } = this.context;
    const fields: ResourceFacts['fields'] = [];
    for (const part of pkg.parts)
      for (const { name } of part.entries()) {
        if (!isPage(name)) continue;
        try {
          if (fields.length > limits.formFields) break;
          for (const field of fieldsOfPage(name, part.read(name), limits.formFields)) fields.push(field);
        } catch (error) {
          if (!(error instanceof ParseError)) throw error;
        }
      }
    if (fields.length > limits.formFields) this.tell('limit/form-fields', limits.formFields);
    return fields.slice(0, limits.formFields);
  }

  /** @returns whether the document holds a field */
  private readFields(root: Element, path: string, entry: string, book: FieldBook): boolean {
    let some = false;
    visitFields(root, book.placeOf(path, entry, this.nameOf), this.values, {
      field: (field) => {
        some = true;
        book.add(path, field);
      },
      include: (id) => book.include(path, id),
    });
    return some;
  }

  /** Compiled layouts are there and no table, without which nothing can show them. */
  private tellNoTable(): void {
    const { pkg, note } = this.context;
    if (this.resources.tables.length > 0 || this.because.size > 0) return;
    for (const part of pkg.parts) {
      const layout = part.entries().find(({ name }) => LAYOUT_PATH.test(name));
      if (layout === undefined) continue;
      this.because.add('resources/no-table');
      note({ code: 'resources/no-table', level: 'warning', place: { entry: layout.name }, args: {} });
      return;
    }
  }

  /** Layouts that a table names and no part brings; told of the first. */
  private tellMissing(named: ReadonlySet<string>): void {
    const { pkg, note } = this.context;
    const missing = [...named].filter(
      (path) => path.endsWith('.xml') && !pkg.parts.some((part) => part.has(path)),
    );
    const [first] = missing.sort(compareText);
    if (first === undefined) return;
    this.because.add('resources/layouts-missing');
    note({
      code: 'resources/layouts-missing',
      level: 'warning',
      place: { entry: first },
      args: { count: missing.length },
    });
  }

  /** By the table, which knows files whose names were shortened, and by name for what the table does not list. */
  private layoutFiles(): { part: Part; path: string }[] {
    const named = new Set(
      this.resources.tables.flatMap((table) => LAYOUT_TYPES.flatMap((type) => table.filesOf(type))),
    );
    this.tellMissing(named);
    return this.context.pkg.parts.flatMap((part) =>
      part
        .entries()
        .map((entry) => entry.name)
        .filter((name) => named.has(name) || LAYOUT_PATH.test(name))
        .sort(compareText)
        .map((path) => ({ part, path })),
    );
  }
}
