// Why a type was inferred, in words: the signs a report keeps ("label-word: 地图") told to a reader, strongest first.
// Leaves choosing the type to judge/infer-type.ts.
import type { AppReport } from '../model/report.js';
import type { Text } from '../model/text.js';
import type { Lang } from './labels.js';

/** Signs shown in one line. */
const MOST = 3;

/** "it offers android.intent.category.HOME; its name says “launcher”"; empty when nothing spoke for a type. */
export function typeReasons({ type }: AppReport, lang: Lang): string {
  // A strong sign and a weak one can be the same words.
  return [...new Set(type.because.map((sign) => signText(sign)[lang]))]
    .slice(0, MOST)
    .join(lang === 'zh' ? '；' : '; ');
}

function signText(sign: string): Text {
  const at = sign.indexOf(': ');
  const what = sign.slice(0, at);
  const text = sign.slice(at + 2);
  if (what === 'does') return deedWords(text);
  const words: Record<string, Text> = {
    'app-category': { en: `the manifest calls it “${text}”`, zh: `清单中的类别为“${text}”` },
    'label-word': { en: `its name says “${text}”`, zh: `应用名称含“${text}”` },
    'package-word': { en: `its package name says “${text}”`, zh: `包名含“${text}”` },
    'component-word': { en: `a screen is called “${text}”`, zh: `有界面名为“${text}”` },
    sdk: { en: `it holds the SDK ${text}`, zh: `含有 SDK ${text}` },
    feature: { en: `it requires ${text}`, zh: `要求 ${text}` },
  };
  return words[what] ?? { en: sign, zh: sign };
}

function deedWords(deed: string): Text {
  const made: Record<string, Text> = {
    'nothing-to-run': {
      en: 'it holds no component that Android could start',
      zh: '不含任何可由 Android 启动的组件',
    },
    'code-elsewhere': {
      en: 'its code is not in the package, as only system images do',
      zh: '代码不在包内，只有系统镜像如此',
    },
    marker: {
      en: 'it holds only a screen by which another app finds it',
      zh: '仅含一个供其他应用发现它的界面',
    },
    instrumentation: { en: 'it tests another app', zh: '用于测试其他应用' },
    screenless: {
      en: 'it has services, receivers or providers and no screen',
      zh: '只有服务、接收器或提供者，没有界面',
    },
    'system-name': {
      en: 'its package name is one of the platform’s own parts',
      zh: '包名属于系统自带组件',
    },
    'system-authority': {
      en: 'it provides an address of the platform’s own data',
      zh: '提供系统自有数据的地址',
    },
    'name of the maker': {
      en: 'its package name is one that makers of devices or chips use',
      zh: '包名为设备或芯片厂商所用',
    },
    'library of the maker': {
      en: 'it requires a library that only a maker’s system image has',
      zh: '要求只有厂商系统镜像才有的库',
    },
    'user of the system': { en: 'it shares a user id of the system', zh: '共享系统的用户 ID' },
    'main of an engine': { en: 'the screen it starts with is a game engine’s', zh: '启动界面来自游戏引擎' },
  };
  return made[deed] ?? { en: `it offers ${deed}`, zh: `提供 ${deed}` };
}
