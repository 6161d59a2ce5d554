// Words whose strings the analysis marks, apart from those the catalogue names: addresses, content URIs,
// names of screenshots, permissions, commands, paths. Spellings as phones and file managers write them; leaves judging to the engine.

export const WORD_GROUP = {
  endpoint: 0,
  contentUri: 1,
  screenshot: 2,
  permission: 3,
  command: 4,
  path: 5,
  page: 6,
} as const;

const G = WORD_GROUP;
const SCREENSHOT_WORDS: readonly string[] = [
  'screenshot',
  'screen_shot',
  'screen-shot',
  'screen shot',
  'screencap',
  'screen_cap',
  'screen-cap',
  'screen cap',
  'screenrecord',
  'screen record',
  'screen_record',
  '截屏',
  '截图',
  '截圖',
  '螢幕擷取',
  '屏幕快照',
  'スクリーンショット',
  '스크린샷',
  '화면 캡처',
  'captura de pantalla',
  'captura de tela',
  'capture d’écran',
  "capture d'écran",
  'bildschirmfoto',
  'снимок экрана',
  'скриншот',
  'ekran görüntüsü',
  'ảnh chụp màn hình',
  'tangkapan layar',
  'zrzut ekranu',
  'schermata',
];

/** How such a word begins in a pattern, or with a separator of any sort: "screen[_-]?shot", "截[屏图]". */
const SCREENSHOT_BEGINNINGS: readonly string[] = [
  'screen[',
  'screen(',
  'screen.',
  'screen\\',
  'screen_?',
  'screen-?',
  'screen ?',
  '截[',
  '截(',
];
/** What can stand between the two halves of the word: separators, and the signs and classes of regular expressions. */
const BETWEEN = String.raw`(?:\\[a-zA-Z]|\\?[^a-zA-Z\\]){0,12}`;
const SCREENSHOT_PATTERN = new RegExp(
  String.raw`screen${BETWEEN}(?:shot|cap(?![a-z])|capture|record(?:ing)?(?![a-z]))|截[^\p{L}]{0,6}[屏图圖]`,
  'iu',
);

/** Shell commands that come with arguments of the app's own; the catalogue says which of them matter. */
const COMMAND_WORDS: readonly string[] = [
  'pm list package',
  'cmd package',
  'logcat',
  'getprop ',
  'dumpsys ',
  'content query',
  'uiautomator dump',
  'settings get ',
  'cat /',
  'ip addr',
  'ip link',
  'ip neigh',
  'ifconfig',
];

export const SEARCHED_WORDS: readonly (readonly [string, number])[] = [
  ['http://', G.endpoint],
  ['https://', G.endpoint],
  ['ws://', G.endpoint],
  ['wss://', G.endpoint],
  ['content://', G.contentUri],
  ['/sdcard', G.contentUri],
  ['/storage/emulated/', G.contentUri],
  ['.permission.', G.permission],
  ['android_asset/', G.page],
  // Folders of the kernel: what lies in them is often joined from parts.
  ['/sys/', G.path],
  ['/proc/', G.path],
  ...COMMAND_WORDS.map((word) => [word, G.command] as const),
  ...SCREENSHOT_WORDS.map((word) => [word, G.screenshot] as const),
  ...SCREENSHOT_BEGINNINGS.map((word) => [word, G.screenshot] as const), // hasScreenshotWord decides
];

export function hasScreenshotWord(text: string): boolean {
  const lower = text.toLowerCase();
  return SCREENSHOT_WORDS.some((word) => lower.includes(word)) || SCREENSHOT_PATTERN.test(text);
}

/** What stands beside the word in names, folders, columns and patterns of pictures. */
const BESIDE_IN_NAMES: ReadonlySet<string> = new Set(
  (
    'dcim picture pictures image images img photo photos camera media storage emulated sdcard mnt ext external internal ' +
    'primary volume public path relative display name data bucket title album content uri like or and not where glob upper ' +
    'lower file files folder dir png jpg jpeg webp gif heic mp4 capture captures captured screen shot shots cap caps record records ' +
    'recorder recording recordings video videos movies android com miui gallery of from'
  ).split(' '),
);

/** A regular expression, whose halves of words are anything: "screen[_ ]?cap(ture)?". */
const IS_PATTERN = /\(\?|\[[^\]\s]*.?\][?*+]?|\.\*|\|/;

/**
 * Whether a text with a screenshot word can name, or find, pictures: a file name, a folder, a selection, a pattern. A
 * sentence of a log, the key of a setting or a tag holds other words and tells nothing of pictures.
 */
export function isScreenshotName(text: string): boolean {
  if (!hasScreenshotWord(text)) return false;
  if (IS_PATTERN.test(text)) return true;
  let rest = text.toLowerCase().replace(new RegExp(SCREENSHOT_PATTERN.source, 'giu'), ' ');
  for (const word of SCREENSHOT_WORDS) rest = rest.replaceAll(word, ' ');
  const words = rest.replace(/\\[a-z]/g, ' ').match(/\p{L}+/gu) ?? [];
  return words.every((word) => word.length === 1 || BESIDE_IN_NAMES.has(word));
}
