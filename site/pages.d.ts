// Types of pages.js, for the test of the site.
export interface Document {
  en: string;
  zh: string | null;
}
export const documentOf: (path: string) => string;
export const anchorsOf: (text: string) => string[];
export const linksOf: (text: string) => { whole: string; label: string; target: string }[];
export const documents: (
  docs: ReadonlyMap<string, string>,
  titles?: Readonly<Record<string, string>>,
) => Map<string, Document>;
export const sitePages: (
  docs: ReadonlyMap<string, string>,
  titles?: Readonly<Record<string, string>>,
) => Map<string, string>;
export const deadLinks: (docs: ReadonlyMap<string, string>, exists: (path: string) => boolean) => string[];
