// accessibility: an accessibility service that can read windows, take screenshots or filter keys, and for whom.
import type { Condition } from '../../model/rule.js';
import { descriptorOf } from '../../model/watch-id.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { boolean, closed, declaredEvidence, hitOrClear, sentence } from './support.js';

interface Value {
  readsWindows?: boolean;
  takesScreenshots?: boolean;
  filtersKeys?: boolean;
  performsGestures?: boolean;
  tool?: boolean; // says it helps people with disabilities
  allApps?: boolean; // not limited to named packages
}

export const accessibility: Condition<Value> = {
  name: 'accessibility',
  reads: ['manifest', 'resources'],
  schema: closed({
    readsWindows: boolean,
    takesScreenshots: boolean,
    filtersKeys: boolean,
    performsGestures: boolean,
    tool: boolean,
    allApps: boolean,
  }),
  explain: (v) =>
    sentence(
      { en: 'an accessibility service', zh: '无障碍服务' },
      v.readsWindows && { en: 'reads window content', zh: '读取窗口内容' },
      v.takesScreenshots && { en: 'can take screenshots', zh: '可截屏' },
      v.filtersKeys && { en: 'sees every key', zh: '可看到所有按键' },
      v.performsGestures && { en: 'performs gestures', zh: '可执行手势' },
      v.allApps && { en: 'in all apps', zh: '（覆盖所有应用）' },
      v.tool !== undefined && {
        en: v.tool
          ? 'as a tool for people with disabilities'
          : 'without being a tool for people with disabilities',
        zh: v.tool ? '（声明为辅助残障人士）' : '（未声明为辅助残障人士）',
      },
    ),
  match(v, view) {
    const owners = view.get(attribution);
    const services = readSection(view.facts, 'resources')?.accessibilityServices ?? [];
    const fit = (wanted: boolean | undefined, is: boolean): boolean => wanted === undefined || wanted === is;
    const found = services.filter(
      (s) =>
        fit(v.readsWindows, s.canRetrieveWindowContent) &&
        fit(v.takesScreenshots, s.canTakeScreenshot) &&
        fit(v.filtersKeys, s.canRequestFilterKeyEvents) &&
        fit(v.performsGestures, s.canPerformGestures) &&
        fit(v.tool, s.isAccessibilityTool) &&
        fit(v.allApps, s.packageNames.length === 0),
    );
    return hitOrClear(
      found.map(({ component, entry }) =>
        declaredEvidence(
          `component:${component}`,
          owners.ofClass(descriptorOf(component)).actor,
          { entry },
          { args: [component] },
        ),
      ),
    );
  },
};
