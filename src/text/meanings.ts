// One sentence for each word that reports use as a term: verdicts, rungs, tiers of need, occasions.
// The glossary in docs/ tells the same at length.
import type { Text } from '../model/catalogue.js';

export const WORD_MEANINGS: Readonly<Record<string, Text>> = {
  'not-suspected': {
    en: 'Nothing beyond what such an app needs was seen in what could be read. This is no proof of innocence.',
    zh: '在可读取的内容中没有发现超出此类应用所需的收集；这并不证明应用没有问题。',
  },
  suspected: {
    en: 'At least one kind of data is taken, or can be taken, beyond what such an app needs.',
    zh: '至少有一类数据的获取超出此类应用所需。',
  },
  'strongly-suspected': {
    en: 'The evidence for taking more than needed stands high on the ladder, or several kinds come together.',
    zh: '超出所需的证据在阶梯上处于高位，或有多类数据同时超出所需。',
  },
  'not-rated': {
    en: 'Too little could be read to judge: the code is encrypted, missing or hidden.',
    zh: '可读取的内容太少，无法评级：代码被加密、缺失或隐藏。',
  },
  declared: {
    en: 'The manifest asks for the permission. That the data is collected does not follow.',
    zh: '清单声明了该权限；这并不说明数据已被收集。',
  },
  implied: {
    en: 'The platform grants or implies it, for instance for old target levels.',
    zh: '由系统隐含授予，例如目标版本较低时。',
  },
  present: {
    en: 'Code that takes the data is in the package; whether it can run was not shown.',
    zh: '安装包中存在获取该数据的代码，但未证明其可被执行。',
  },
  reachable: {
    en: 'A path leads from an entry point of the app to the code that takes the data.',
    zh: '存在从应用入口到获取该数据的代码的调用路径。',
  },
  startup: {
    en: 'The code can run when the app starts, before any act of the user, so before consent.',
    zh: '应用启动时、用户进行任何操作之前（因而在同意之前）即可执行。',
  },
  leaves: {
    en: 'The value is seen to go to a sink: the network, a log, another app, shared storage.',
    zh: '可见该值流向网络、日志、其他应用或共享存储。',
  },
  necessary: {
    en: 'It follows from the necessary information that the regulation lists for this type.',
    zh: '属于法规为该类型列出的必要个人信息。',
  },
  functional: {
    en: 'The basic function cannot run without it, although the regulation does not list it.',
    zh: '法规虽未列出，但缺少它基本功能无法运行。',
  },
  contextual: {
    en: 'Acceptable for a named feature, when the user sets it off.',
    zh: '在用户触发特定功能时可以接受。',
  },
  avoidable: {
    en: 'A feature may want it, but a less intrusive way exists.',
    zh: '某些功能可能用到，但有对隐私影响更小的做法。',
  },
  beyond: { en: 'No function of this type of app needs it.', zh: '此类应用的任何功能都不需要它。' },
  'red-flag': {
    en: 'Beyond need, and a pattern that audits of this type of app name as abuse.',
    zh: '超出需要，并且是此类应用的测评中被点名的滥用行为。',
  },
  undecided: {
    en: 'The type of the app is unknown, and some types need this.',
    zh: '应用类型未知，而某些类型需要它。',
  },
  'first-screen': { en: 'While the launcher activity comes up.', zh: '启动界面出现的过程中。' },
  background: {
    en: 'From a receiver, service, job, alarm or worker, without a screen.',
    zh: '由广播接收器、服务、任务或闹钟触发，没有界面。',
  },
  screen: {
    en: 'In the life cycle of a screen other than the first.',
    zh: '在首个界面之外的界面生命周期中。',
  },
  'user-act': {
    en: 'From a click, a menu or another handler of the user.',
    zh: '由点击、菜单等用户操作触发。',
  },
  callback: {
    en: 'From a listener or thread whose start could not be tied to an occasion.',
    zh: '来自监听器或线程，无法确定其启动时机。',
  },
};
