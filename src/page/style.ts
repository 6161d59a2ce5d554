// What the page adds to the style sheet of reports.

export const PAGE_STYLE = `
.drop{margin:1.6rem 0 1rem;padding:2.2rem 1.4rem;border:2px dashed var(--soft);border-radius:12px;background:var(--card);text-align:center}
.drop.over{border-color:var(--accent);background:var(--wash)}
.drop p{margin:.3rem auto}.drop .big{margin:0 auto .5rem}
.drop .actions{display:flex;flex-wrap:wrap;gap:.6rem;justify-content:center;margin-top:1rem}
.drop input[type=file]{position:absolute;width:1px;height:1px;opacity:0;pointer-events:none}
.primary{background:var(--accent);color:var(--paper);border-color:var(--accent)}.primary:hover:not(:disabled){background:var(--ink)}
.options{display:flex;flex-wrap:wrap;gap:.6rem 1.2rem;align-items:center;margin:.8rem 0}
.options select{max-width:22rem}
#apps table{width:100%;border-collapse:collapse}#apps td,#apps th{padding:.5rem .6rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
#apps .v-strongly-suspected{color:var(--strong)}#apps .v-suspected{color:var(--suspect)}#apps .v-not-suspected{color:var(--clear)}#apps .v-not-rated{color:var(--unrated)}
#apps button.link{border:0;background:none;padding:0;color:var(--accent);text-decoration:underline;text-align:left}
#apps tr[aria-current=true]{background:var(--wash)}
html[data-busy] .drop{opacity:.6}progress{width:100%;height:.6rem;accent-color:var(--accent)}
iframe{width:100%;height:80vh;border:1px solid var(--rule);border-radius:10px;background:var(--paper)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:1rem;font-size:.88rem}
#apps .label{display:none}#survey .ranks{max-width:46rem}
@media (max-width:640px){#apps .label{display:inline-block;min-width:7rem;color:var(--soft);font-size:.86rem}#apps thead{display:none}#apps tr,#apps td,#apps th{display:block;border:0;padding:.15rem 0}#apps tr{border-bottom:1px solid var(--rule);padding:.7rem 0}iframe{height:88vh}}
@media print{.bar,.drop,.options,#progress{display:none}}
`;
