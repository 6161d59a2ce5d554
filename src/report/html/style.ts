// The style sheet of the survey page: light, dark and print; no file, font or image from elsewhere.
// Every pair of text and ground has a contrast of 4.5:1 or more (WCAG 2.1 AA); colours never carry meaning alone.
import { RUNGS } from '../../model/constants.js';

const LIGHT = `--paper:#fbfaf7;--card:#fff;--ink:#1d2329;--soft:#565f69;--rule:#dcd8cf;--accent:#0d5a6b;--wash:#eef3f3;
--strong:#9b1c2e;--suspect:#8f4500;--clear:#1b6549;--unrated:#545d68;--track:#efece5;
--r0:#c9ced6;--r1:#9aa6b4;--r2:#f2cd7c;--r3:#e39a3f;--r4:#c8502f;--r5:#7c1a30;
--p0:#35708a;--p1:#c26a2e;--p2:#a3abb5;--k0:#b4472f;--k1:#7d97a6;
--s5:#2f7d5b;--s4:#7fae6a;--s3:#e3c35d;--s2:#dc8b3c;--s1:#b33a34;--s0:#6e1f2c`;
const DARK = `--paper:#15191d;--card:#1c2126;--ink:#e9ebee;--soft:#aab3bd;--rule:#363d45;--accent:#82cbdd;--wash:#222b30;
--strong:#ff919b;--suspect:#ffb46e;--clear:#77d7ad;--unrated:#b3bcc6;--track:#2a3138;
--r0:#4d5661;--r1:#758190;--r2:#8f6a21;--r3:#c67c2b;--r4:#ef6c4b;--r5:#ffc2c6;
--p0:#64a9c6;--p1:#e0925a;--p2:#77818c;--k0:#e37c62;--k1:#7f9bab;
--s5:#55b98c;--s4:#9cc885;--s3:#e6cb72;--s2:#e39a52;--s1:#e0675f;--s0:#a5545f`;

const BASE = `
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);scroll-behavior:smooth;scroll-padding-top:3.5rem}
body{margin:0;font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Zen Hei",sans-serif}
html[data-lang=en] .t-zh,html[data-lang=zh] .t-en{display:none}
[hidden]{display:none!important}
h1,h2,h3,.big{font-family:Georgia,"Times New Roman","Noto Serif","Songti SC","Noto Serif CJK SC","WenQuanYi Zen Hei",serif;font-weight:600;line-height:1.25;text-wrap:balance}
h1{font-size:clamp(1.5rem,3.5vw,2.1rem);margin:.2rem 0 0}
h2{font-size:1.45rem;margin:3.2rem 0 .4rem;padding-top:.9rem;border-top:2px solid var(--ink)}
h3{font-size:1.1rem;margin:0}
p{margin:.4rem 0;max-width:68ch}p,h1,h2,h3,h4,li,td{overflow-wrap:break-word}thead th{overflow-wrap:normal}h4{font-size:1rem;margin:1rem 0 .2rem}
a{color:var(--accent);text-underline-offset:2px}
.wrap{max-width:1140px;margin:0 auto;padding:0 20px}
.skip{position:absolute;left:-999px;top:0;background:var(--card);color:var(--accent);padding:.5rem 1rem;z-index:9}
.skip:focus{left:0}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
.bar{position:sticky;top:0;z-index:5;background:var(--paper);border-bottom:1px solid var(--rule)}
.bar .wrap{display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;align-items:center;padding-top:.5rem;padding-bottom:.5rem}
.bar nav{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;flex:1;font-size:.92rem}
.bar a{text-decoration:none}.bar a:hover{text-decoration:underline}
button,select,input{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--soft);border-radius:5px;padding:.28rem .6rem;max-width:100%}
button{cursor:pointer}button:hover:not(:disabled){background:var(--wash)}button:disabled{color:var(--soft);border-color:var(--rule);cursor:default}
button[aria-pressed=true]{background:var(--accent);color:var(--paper);border-color:var(--accent)}
.group{display:inline-flex}.group button{border-radius:0;margin-left:-1px;padding:.15rem .6rem;font-size:.88rem}
.group button:first-child{border-radius:5px 0 0 5px}.group button:last-child{border-radius:0 5px 5px 0}
.mast{padding:2rem 0 0}.eyebrow{color:var(--soft);letter-spacing:.04em;font-size:.95rem;margin:0}
.lead{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:2.2rem;margin-top:1.6rem;padding:1.7rem;background:var(--card);border:1px solid var(--rule);border-radius:10px}
.big{font-size:clamp(1.6rem,3.8vw,2.5rem);margin:0;padding:0;border:0}#app-title:focus{outline:none}#app-title{font-size:1.8rem;margin-top:1rem}
.sub{color:var(--soft)}
.share{display:flex;height:18px;margin:1.2rem 0 .6rem;border-radius:4px;overflow:hidden;background:var(--track)}
.share span{display:block;min-width:2px;height:100%;border-right:2px solid var(--card)}
.ranks{list-style:none;margin:.6rem 0 0;padding:0}
.ranks li{display:grid;grid-template-columns:minmax(7em,38%) 1fr 3.2em;gap:.7rem;align-items:center;padding:.16rem 0}
.ranks .line{height:12px;background:var(--track);border-radius:2px}.ranks .line span{display:block;height:100%;min-width:2px;background:var(--suspect);border-radius:2px}
.ranks b,.n{font-variant-numeric:tabular-nums;text-align:right}
figure{margin:1.8rem 0 0;padding:1.3rem 1.4rem;background:var(--card);border:1px solid var(--rule);border-radius:10px}
figcaption p{color:var(--soft);font-size:.94rem;margin:.2rem 0 .7rem}
.wide,#heat{overflow-x:auto}#heat{position:relative}#heat svg{display:block;max-width:100%;min-width:760px;height:auto;margin:0 auto}
.bars{display:grid;grid-template-columns:minmax(8em,20em) minmax(0,1fr) max-content;gap:.3rem .8rem;align-items:center;font-size:.88rem;line-height:1.3}
.bars .row{display:contents}.bars .name{text-align:right;overflow-wrap:break-word}
.bars .track{display:flex;height:16px;background:var(--track)}.bars .track span{flex:none;min-width:2px}.bars .scale,.bars .axis{display:block;position:relative;height:18px}
.bars .scale{background:repeating-linear-gradient(90deg,var(--rule) 0 1px,transparent 1px 25%);border-right:1px solid var(--rule)}.bars .axis{color:var(--soft);font-size:.8rem}.bars .axis i{position:absolute;transform:translateX(-50%);font-style:normal}
.scale i,.scale b{position:absolute;top:50%;transform:translateY(-50%)}.scale .thin{height:1.5px;background:var(--soft)}.scale .thick{height:9px;min-width:3px;border-radius:5px;background:var(--p0);opacity:.6}.scale b{width:11px;height:11px;margin-left:-5.5px;border-radius:50%;background:var(--strong);border:1.5px solid var(--card)}
.note{color:var(--soft);font-variant-numeric:tabular-nums}
.cols{display:flex;align-items:flex-end;gap:.4rem;font-size:.82rem;text-align:center}.col{flex:1 1 0;min-width:0;display:flex;flex-direction:column}.col .note:last-child{border-top:1px solid var(--rule);margin:0 -.2rem;padding-top:.15rem}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:0 0 .8rem;padding:0;font-size:.88rem}
.key{display:inline-block;width:.85em;height:.85em;margin-right:.4em;border-radius:2px;border:1px solid var(--soft);vertical-align:-.05em}
details{margin-top:.8rem;font-size:.93rem}summary{cursor:pointer;color:var(--accent)}
svg text{fill:var(--ink)}svg .axis{font-size:11px}svg .ground{fill:var(--ink);opacity:.035}svg .cross{fill:none;stroke:var(--ink);stroke-width:1;pointer-events:none}
table{border-collapse:collapse;width:100%;font-size:.93rem}
caption{text-align:left;color:var(--soft);padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.42rem .7rem .42rem 0;border-bottom:1px solid var(--rule)}
thead th{border-bottom:2px solid var(--rule);color:var(--soft);font-weight:600;white-space:nowrap}tbody th{font-weight:500}
td.n,th.n{text-align:right}
.tools{display:flex;flex-wrap:wrap;gap:.6rem .9rem;align-items:end;margin:1rem 0}
.tools label{display:flex;flex-direction:column;font-size:.84rem;color:var(--soft);gap:.1rem}.tools .grow{flex:1 1 16em}.tools select{max-width:13em}
th button{border:0;padding:.1rem 0;background:none;font-weight:600;color:inherit;text-align:left;border-radius:0}
th button:hover:not(:disabled){background:none;text-decoration:underline}
th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
.apps td:nth-child(n+8){min-width:7.5em;overflow-wrap:break-word}.apps{min-width:900px}.apps th{min-width:4.5em}.apps tbody th{min-width:13em}.apps tbody td:nth-child(6){min-width:14em}.app-name{font-weight:600}.pick{margin:0 .5em 0 0;vertical-align:-.1em}.printing{display:flex;gap:.6rem;align-items:center}.tools label.inline{flex-direction:row;align-items:center}.mono{font-family:ui-monospace,SFMono-Regular,Consolas,"Noto Sans Mono",monospace;font-size:.86em;overflow-wrap:anywhere}
.small{font-size:.86rem;color:var(--soft);overflow-wrap:break-word}.flow{overflow-wrap:anywhere}
.v{display:inline-block;white-space:nowrap;font-weight:600}.v::before{content:"";display:inline-block;width:.68em;height:.68em;margin-right:.45em;background:currentColor}
.v-strongly-suspected{color:var(--strong)}.v-strongly-suspected::before{clip-path:polygon(50% 0,100% 100%,0 100%)}
.v-suspected{color:var(--suspect)}.v-suspected::before{transform:rotate(45deg) scale(.82)}
.v-not-suspected{color:var(--clear)}.v-not-suspected::before{border-radius:50%}
.v-not-rated,.v-failed{color:var(--unrated)}.v-not-rated::before,.v-failed::before{height:.18em;vertical-align:.25em}
.meter{display:block;position:relative;width:7.5em;height:8px;background:var(--track);border-radius:4px;margin-top:.3rem}
.meter i{position:absolute;top:0;height:100%;background:var(--soft);opacity:.45;border-radius:4px}.meter b{position:absolute;top:-3px;width:3px;height:14px;background:var(--strong)}
.pager{display:flex;flex-wrap:wrap;gap:.8rem;align-items:center;margin:1rem 0}
.tip{position:fixed;z-index:6;max-width:24em;margin:0;padding:.35rem .7rem;background:var(--ink);color:var(--paper);font-size:.86rem;border-radius:5px;pointer-events:none}
.result{font-size:1.05rem}h3 .v,h3 .pill{margin-left:.6em;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei",sans-serif;font-size:.9rem}h3.over{margin-top:1.6rem}
details.line{border-top:1px solid var(--rule);padding:.45rem 0;margin:0}details.line:first-child{border-top:0}details.line summary{color:var(--ink)}details.line .facts{margin:.5rem 0 .5rem 1.1rem}
.card{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:1.2rem 1.4rem;margin:1rem 0}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem;margin:0}.facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
.proof{margin:.4rem 0;padding-left:1.1rem}.proof li{margin:.35rem 0;overflow-wrap:anywhere}
.pill{display:inline-block;border:1px solid currentColor;border-radius:99px;padding:0 .6em;font-size:.82rem;white-space:nowrap}
details.more{border-top:2px solid var(--ink);margin-top:1.6rem;padding-top:.7rem}details.more>summary{font-weight:600}
.pairs{display:grid;grid-template-columns:1fr 1fr;gap:1rem 2.5rem}.tops{padding-left:1.6rem;margin:.5rem 0}.tops li{padding:.15rem 0}.tops b{float:right;font-variant-numeric:tabular-nums}
.multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:1.2rem 2rem}.multiple .bars{grid-template-columns:9em minmax(0,1fr) max-content;font-size:.82rem}.multiple h4{margin:.2rem 0 .4rem}.multiple .track{height:11px}
details.way{margin:.1rem 0}.print-only{display:none}.logo{float:right;max-width:220px;max-height:90px;margin:0 0 .6rem 1.5rem}.own{margin:1.2rem 0}.reply{border-left:4px solid var(--accent)}
footer{margin:3rem 0 2rem;padding-top:1rem;border-top:1px solid var(--rule);color:var(--soft);font-size:.9rem}
@media screen and (max-width:640px){.pairs{grid-template-columns:minmax(0,1fr)}.multiples{grid-template-columns:minmax(0,1fr)}.bars .row{display:grid;grid-template:"name note" auto "bar bar" auto/1fr max-content;gap:.1rem .6rem;grid-column:1/-1;padding:.15rem 0}.bars .name{text-align:left}.bars .track,.bars .scale,.bars .axis{grid-area:bar}.bars .track{height:12px}
.roomy{display:none}.ranks li{grid-template-columns:1fr 3em;gap:.1rem .7rem}.ranks .line{grid-column:1/-1;grid-row:2;height:9px}.card{padding:.9rem 1rem}.lead{padding:1.1rem}
.facts{grid-template-columns:minmax(0,1fr)}.facts dd{margin-bottom:.4rem}.proof{padding-left:.9rem}p,li,td,.small,.bars .name,.wide table:not(.apps) td,.wide table:not(.apps) th{overflow-wrap:anywhere}}
@media screen and (max-width:820px){.lead{grid-template-columns:minmax(0,1fr)}figure{padding:1rem}.bar{position:static}.bar>*{flex-wrap:wrap}.bar nav{flex:1 0 100%}.bar nav a{white-space:nowrap}
.apps{min-width:0}.apps thead{display:none}.apps tr{display:block;border-bottom:1px solid var(--rule);padding:.5rem 0}.apps th,.apps td,.apps td.n{display:block;border:0;padding:.1rem 0;text-align:left}.apps td[data-label]{display:grid;grid-template-columns:8.5em minmax(0,1fr)}.apps td[data-label]::before{content:attr(data-label);color:var(--soft);font-size:.86rem}}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@page{size:A4;margin:13mm 12mm 15mm;@bottom-center{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#565f69}}
@media print{:root:root{--paper:#fff;--card:#fff;font-size:9pt;scroll-padding:0}body{font-size:1rem;line-height:1.4}.bar,.tools,.pager,.skip,.tip,#heat-tip,.no-print,.pick{display:none!important}.print-only{display:block}
.wrap{max-width:none;padding:0}.mast{padding:0}h1{font-size:17pt}h2{font-size:13pt;margin:5mm 0 1mm;padding-top:2mm;break-after:avoid}h3{font-size:10.5pt;break-after:avoid}h4{font-size:9.5pt}.big{font-size:17pt}p{max-width:none;margin:1mm 0}
.print-only h2{border:0;margin:2mm 0 0;padding:0;font-size:11pt}nav.print-only ol{columns:2;margin:1mm 0;padding-left:6mm}
.lead{margin-top:3mm;padding:4mm;gap:6mm}figure{margin:3mm 0 0;padding:3mm 4mm}figure{break-inside:auto}figcaption,.legend{break-after:avoid}#fig-scores,.card,.lead,.multiple,tr,.tops li{break-inside:avoid}figure,.card,.lead{border-color:#bbb}figcaption p{font-size:8.5pt;margin:0 0 1mm}
.bars{font-size:7.5pt;gap:.6mm 2mm;line-height:1.15;grid-template-columns:11em minmax(0,1fr) max-content}.bars .track{height:2.6mm}.bars .scale,.bars .axis{height:3.4mm}.legend{font-size:7.5pt;margin:0 0 1mm}
.multiples{grid-template-columns:repeat(3,minmax(0,1fr));gap:2mm 5mm}.multiple .bars{font-size:6.5pt;grid-template-columns:8em minmax(0,1fr) max-content}.multiple .track{height:2mm}
#figures{break-before:page;display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:3mm}#figures>*{margin:0}#figures>h2,#fig-heat,#fig-multiples{grid-column:1/-1}#figures .bars{grid-template-columns:13em minmax(0,1fr) max-content;font-size:7pt;gap:.4mm 1.5mm}#figures .multiple .bars{font-size:6.5pt;grid-template-columns:8em minmax(0,1fr) max-content}.cols{font-size:6.5pt;gap:1mm}.roomy{display:none}
#unread td div{display:inline}#unread td div+div::before{content:"; "}#unread .mono{font-size:6.5pt}.tops{font-size:8.5pt}.tops li{padding:0}
#heat{overflow:visible}#heat svg{min-width:0;max-height:205mm;width:auto}#fig-heat{break-inside:avoid}.wide{overflow:visible}
table,.apps{min-width:0!important;font-size:7.5pt}.apps *{min-width:0!important}th,td{padding:.5mm 2mm .5mm 0;line-height:1.2}thead{display:table-header-group}thead th{white-space:normal}th button{display:none}.apps{table-layout:fixed}.apps th[data-column=type]{width:13%}.apps th[data-column=verdict]{width:16%}.apps th[data-column=index],.apps th[data-column=sdks]{width:5.5%}.apps th[data-column=stars]{width:7.5%}.apps th[data-column^=c]{width:8%}.apps .meter{display:none}.apps .small{font-size:7pt}.apps .small.mono{font-size:6pt}
#apps,#appendix{break-before:page}#appendix article{margin:0 0 4mm}#appendix article h3{border-top:1px solid #999;padding-top:1.5mm}#appendix table{font-size:7pt;table-layout:fixed}#appendix .mono,#appendix .small{font-size:7pt}#appendix thead th{width:22%}#appendix thead th:last-child{width:auto}#appendix td{overflow-wrap:anywhere}.facts{gap:0 4mm}
details:not([open]){display:none}details.more{border:0}a{color:inherit;text-decoration:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}`;

const paints = (): string => {
  const rules = [
    ...RUNGS.map((name, i) => [`rung-${name}`, `r${i}`]),
    ...['app', 'sdk', 'unattributed'].map((name, i) => [`party-${name}`, `p${i}`]),
    ['sdk-tracker', 'k0'],
    ['sdk-other', 'k1'],
    ...[0, 1, 2, 3, 4, 5].map((s) => [`stars-${s}`, `s${s}`]),
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((b) => [`band-${b}`, ['p0', 'r2', 'r3', 'r4', 'r5'][b >> 1]!]),
    ...['strongly-suspected', 'suspected', 'not-suspected', 'not-rated', 'failed'].map((v) => [
      `fill-${v}`,
      { 'strongly-suspected': 'strong', suspected: 'suspect', 'not-suspected': 'clear' }[v] ?? 'unrated',
    ]),
  ];
  return rules.map(([name, color]) => `.${name}{fill:var(--${color});background:var(--${color})}`).join('');
};

/** `data-theme` on the root element overrides what the system asks for; print is always light. */
export const styleSheet = (): string =>
  [
    `:root{color-scheme:light;${LIGHT}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${DARK}}}`,
    `@media screen{:root[data-theme=dark]{color-scheme:dark;${DARK}}}`,
    BASE,
    paints(),
  ]
    .join('\n')
    .replace(/\n/g, '');
