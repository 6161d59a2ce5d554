// Words whose strings the analysis marks, apart from those the catalogue names: addresses, content URIs, signs of a
// consent check, names of screenshots. Spellings as phones and file managers write them; leaves judging to the engine.

export const WORD_GROUP = {
  endpoint: 0,
  contentUri: 1,
  consent: 2,
  screenshot: 3,
  permission: 4,
  command: 5,
  path: 6,
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

/** Parts of preference keys and dialog texts that speak of agreement. Short words only as part of a key. */
const CONSENT_WORDS: readonly string[] = [
  'consent',
  'privacy',
  'agreement',
  'has_agree',
  'hasagree',
  'is_agree',
  'isagree',
  'agreed',
  'agree_',
  'user_agree',
  'useragree',
  'accept_terms',
  'accepted_terms',
  'terms_accepted',
  'termsaccepted',
  'gdpr',
  'ccpa',
  'tcf_',
  'tcstring',
  'disclaimer',
  'eula',
  '隐私',
  '隱私',
  '同意',
  '用户协议',
  '服务协议',
  '授权',
];

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
  // Folders of the kernel: what lies in them is often joined from parts.
  ['/sys/', G.path],
  ['/proc/', G.path],
  ...COMMAND_WORDS.map((word) => [word, G.command] as const),
  ...CONSENT_WORDS.map((word) => [word, G.consent] as const),
  ...SCREENSHOT_WORDS.map((word) => [word, G.screenshot] as const),
  ...SCREENSHOT_BEGINNINGS.map((word) => [word, G.screenshot] as const), // hasScreenshotWord decides
];

export function hasScreenshotWord(text: string): boolean {
  const lower = text.toLowerCase();
  return SCREENSHOT_WORDS.some((word) => lower.includes(word)) || SCREENSHOT_PATTERN.test(text);
}
