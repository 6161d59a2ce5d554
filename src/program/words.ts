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
