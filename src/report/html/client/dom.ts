// The little of the browser that the script in the page uses, as types only: the program itself has no DOM, and
// pulling in the library of it would put its names (Text, Node, …) in reach of all our code.

export interface Style {
  left: string;
  top: string;
  width: string;
}
export interface Happening {
  target: El;
  key: string;
  clientX: number;
  clientY: number;
  preventDefault(): void;
}
export interface El {
  id: string;
  textContent: string | null;
  className: string;
  hidden: boolean;
  disabled: boolean;
  value: string;
  checked: boolean;
  open: boolean;
  lang: string;
  readonly dataset: Record<string, string | undefined>;
  readonly style: Style;
  readonly children: ArrayLike<El>;
  append(...nodes: (El | string)[]): void;
  replaceChildren(...nodes: (El | string)[]): void;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  addEventListener(type: string, listener: (event: Happening) => void): void;
  querySelector(selector: string): El | null;
  querySelectorAll(selector: string): ArrayLike<El> & Iterable<El>;
  getBoundingClientRect(): { left: number; top: number; width: number; height: number };
  scrollIntoView(options?: { block: string }): void;
  focus(options?: { preventScroll: boolean }): void;
  closest(selector: string): El | null;
}
export interface Page {
  readonly documentElement: El;
  title: string;
  createElement(tag: string): El;
  getElementById(id: string): El | null;
  querySelector(selector: string): El | null;
  querySelectorAll(selector: string): ArrayLike<El> & Iterable<El>;
}
export interface Place {
  hash: string;
  readonly href: string;
}
export interface Win {
  addEventListener(type: string, listener: (event: Happening) => void): void;
  scrollTo(options: { top: number; behavior: 'instant' }): void;
  print(): void;
  readonly scrollY: number;
}
export interface Past {
  replaceState(data: unknown, title: string, url: string): void;
}
export interface Nav {
  readonly language: string;
  readonly clipboard?: { writeText(text: string): Promise<void> };
}
