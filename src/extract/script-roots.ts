// Where frameworks keep the scripts of an app, and which files there are the frameworks' own. Leaves reading to scripts.ts.

export interface ScriptRoot {
  /** Entries below a folder belong together: one page, one program. Group 1 of the match tells programs apart. */
  scripts: RegExp;
  /** The framework's own code, which every app carries. */
  not?: RegExp;
}

export const SCRIPT_ROOTS: readonly ScriptRoot[] = [
  {
    scripts: /^assets\/(?:[^/]+\.(?:bundle|jsbundle|hbc)|(?:app|main)\.js)$/,
  },
  {
    scripts: /^assets\/(www)\/.*\.(?:m?js|html?)$/i,
    not: /\/(?:cordova|cordova_plugins|phonegap)\.js$|^assets\/www\/(?:plugins|cordova-js-src)\//,
  },
  {
    scripts: /^assets\/(public)\/.*\.(?:m?js|html?)$/i,
    not: /\/cordova(?:_plugins)?\.js$|^assets\/public\/plugins\//,
  },
  {
    scripts: /^assets\/apps\/([^/]+)\/www\/.*\.(?:js|html?)$/i,
    not: /\/(?:__uniapp\w*|view\.umd\.min|uni-app-view\.umd|__uniappview|__uniapprenderer|uni-app\.es|__uniappchooselocation|__uniappopenlocation|__uniapppicker|__uniappquill\w*|__uniappscan)\.(?:js|html|es\.js)$/,
  },
  { scripts: /^assets\/(widget)\/.*\.(?:js|html?)$/i },
  { scripts: /^assets\/(dist)\/[^/]+\.js$|^assets\/[^/]+\.weex\.js$/ },
  { scripts: /^assets\/(?:index|vendor)\.android\.js$/ },
  { scripts: /^assets\/(app)\/.*\.m?js$/, not: /\/tns_modules\// },
  { scripts: /^assets\/(Resources)\/.*\.js$/, not: /\/(?:ti\.main|ti\.kernel)\.js$/ },
];
