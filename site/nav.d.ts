// Types of nav.js, for the test of the site.
export const SECTIONS: readonly { en: string; zh: string; pages: readonly (readonly string[])[] }[];
export const WHOLE: readonly string[];
export const CHINESE_TITLES: Readonly<Record<string, string>>;
