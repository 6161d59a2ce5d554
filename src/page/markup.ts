// The page's markup around its scripts. Leaves bundling to build.ts.
import { both, h, raw, type Markup } from '../report/html/template.js';
import { switches } from '../report/html/switches.js';
import { PAGE } from './words.js';

const button = (id: string, text: Parameters<typeof both>[0], more = ''): Markup =>
  h`<button type="button" id="${id}"${raw(more)}>${both(text)}</button>`;

/** What stands in the body before the scripts. */
export const bodyMarkup = (): string =>
  h`<a class="skip" href="#drop">${both(PAGE.choose)}</a>${switches(h`<a href="#drop">${both(PAGE.choose)}</a><a href="#apps">${both(PAGE.apps)}</a>`)}
<div class="wrap"><header class="mast"><p class="eyebrow">Overreach</p><h1>${both(PAGE.title)}</h1><p>${both(PAGE.lead)}</p></header>
<main><noscript><p>${both(PAGE.noScript)}</p></noscript>
<section class="drop" id="drop"><p class="big">${both(PAGE.drop)}</p><p class="sub">${both(PAGE.kinds)}</p>
<div class="actions">${button('choose-files', PAGE.choose, ' class="primary"')}${button('choose-folder', PAGE.folder)}<input type="file" id="files" multiple tabindex="-1" aria-hidden="true" accept=".apk,.apks,.xapk,.apkm,.aab,.zip"><input type="file" id="folder" webkitdirectory tabindex="-1" aria-hidden="true"></div></section>
<p class="options"><label for="type">${both(PAGE.type)}</label> <select id="type"></select></p>
<section id="apps" hidden><h2>${both(PAGE.apps)}</h2><p class="big" id="headline" hidden></p>
<div id="progress" hidden><p id="progress-text" role="status"></p><progress id="bar" aria-labelledby="progress-text"></progress><p>${button('cancel', PAGE.cancel)}</p></div>
<div class="wide"><table><thead><tr><td></td><th scope="col">${both(PAGE.app)}</th><th scope="col">${both(PAGE.verdict)}</th><th scope="col">${both(PAGE.index)}</th><th scope="col">${both(PAGE.kindsSuspected)}</th></tr></thead><tbody id="rows"></tbody></table></div>
<p class="options">${button('save-html', PAGE.saveHtml)}${button('save-json', PAGE.saveJson)}${button('save-csv', PAGE.saveCsv)}${button('clear', PAGE.clear)}</p>
<section id="survey" aria-labelledby="survey-h" hidden><h2 id="survey-h">${both(PAGE.survey)}</h2><div id="survey-body"></div>
<p class="options">${button('survey-html', PAGE.surveyHtml)}${button('survey-json', PAGE.surveyJson)}${button('survey-csv', PAGE.surveyCsv)}</p></section>
<p class="options" id="comparing" hidden>${button('compare', PAGE.compare)}<span class="sub">${both(PAGE.compareHow)}</span></p></section>
<section id="view" hidden><h2>${both(PAGE.report)}</h2><pre id="changes" hidden></pre><iframe id="frame" sandbox="allow-scripts allow-modals" title="Report · 检测报告"></iframe></section></main>
<footer><p id="made"></p></footer></div>`.markup;
