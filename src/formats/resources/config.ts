// Resource configurations: the locale as a BCP 47 tag and how far a configuration is from the default
// (AOSP androidfw/ResourceTypes.cpp, ResTable_config). Leaves choosing for a real device to devices.
import type { View } from '../../bytes/view.js';
import { CONFIG } from './layout.js';

export interface Config {
  /** BCP 47 tag, "" for none: "en", "pt-BR", "zh-Hans-CN". */
  locale: string;
  sdkVersion: number;
  /** Number of qualifiers other than locale and SDK version. */
  otherQualifiers: number;
}

export const DEFAULT_CONFIG: Config = { locale: '', sdkVersion: 0, otherQualifiers: 0 };

/** Reads a ResTable_config at `at`; fields beyond its stated size, or beyond `end`, count as unset. */
export function readConfig(view: View, at: number, end: number): Config {
  const size = at + 4 <= end ? view.u32(at + CONFIG.size) : 0;
  const limit = Math.min(end, at + size);
  const u8 = (field: number): number => (at + field + 1 <= limit ? view.u8(at + field) : 0);
  const u16 = (field: number): number => (at + field + 2 <= limit ? view.u16(at + field) : 0);
  const ascii = (field: number, length: number): string => {
    let text = '';
    for (let i = 0; i < length; i++) {
      const code = u8(field + i);
      if (code === 0) break;
      text += String.fromCharCode(code);
    }
    return /^[A-Za-z0-9]*$/.test(text) ? text : '';
  };
  const language = unpack(u8(CONFIG.language), u8(CONFIG.language + 1), 0x61);
  const country = unpack(u8(CONFIG.country), u8(CONFIG.country + 1), 0x30);
  const numbering = ascii(CONFIG.numbering, 8);
  const locale = [
    language,
    ascii(CONFIG.script, 4),
    country,
    ascii(CONFIG.variant, 8),
    language !== '' && numbering !== '' ? `u-nu-${numbering}` : '',
  ];
  let others = 0;
  for (const field of [
    CONFIG.mcc,
    CONFIG.mnc,
    CONFIG.density,
    CONFIG.screenWidth,
    CONFIG.screenHeight,
  ] as const) {
    if (u16(field) !== 0) others++;
  }
  for (const field of [CONFIG.smallestWidth, CONFIG.widthDp, CONFIG.heightDp] as const) {
    if (u16(field) !== 0) others++;
  }
  for (const field of [
    CONFIG.orientation,
    CONFIG.touchscreen,
    CONFIG.keyboard,
    CONFIG.navigation,
    CONFIG.inputFlags,
    CONFIG.grammar,
    CONFIG.screenLayout,
    CONFIG.uiMode,
    CONFIG.screenLayout2,
    CONFIG.colorMode,
  ] as const) {
    if (u8(field) !== 0) others++;
  }
  return {
    locale: locale.filter((part) => part !== '').join('-'),
    sdkVersion: u16(CONFIG.sdkVersion),
    otherQualifiers: others,
  };
}

/** unpackLanguageOrRegion: two letters as they are, or three packed in five bits each. */
function unpack(first: number, second: number, base: number): string {
  if ((first & 0x80) !== 0) {
    const a = second & 0x1f;
    const b = ((second & 0xe0) >> 5) + ((first & 0x03) << 3);
    const c = (first & 0x7c) >> 2;
    return clean(String.fromCharCode(a + base, b + base, c + base));
  }
  return first === 0 ? '' : clean(String.fromCharCode(first, second));
}
const clean = (text: string): string => (/^[A-Za-z0-9]+$/.test(text) ? text : '');

/**
 * Which of two configurations a current phone without special settings would use: fewest qualifiers, no locale before
 * any, then the highest SDK version (the platform picks the newest that it satisfies). Negative when `a` is better.
 */
export function compareForDefault(a: Config, b: Config): number {
  return (
    Number(a.locale !== '') - Number(b.locale !== '') ||
    a.otherQualifiers - b.otherQualifiers ||
    b.sdkVersion - a.sdkVersion
  );
}
