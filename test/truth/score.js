// Reports against labels → figures. Pure. A claim is one party's row of one kind in a report; a headline claim is one
// that is suspected. What no label speaks of is counted as such and is neither right nor wrong.
// Leaves the files to labels.js and the words to page.js.
import { RUNGS } from './labels.js';

const heightOf = (rung) => RUNGS.indexOf(rung);
const isHeadline = (verdict) => verdict === 'suspected' || verdict === 'strongly-suspected';
const partyOf = ({ kind, id }) => (kind === 'sdk' ? `sdk:${id}` : kind);

/** Every claim of a report: a form asks, the platform implies; both are claims like others. */
export function claimsOf(report) {
  return report.kinds.flatMap((kind) =>
    kind.actors.map((actor) => ({
      kind: kind.kind,
      party: partyOf(actor),
      rung: actor.rung,
      fails: actor.fails === true,
      headline: isHeadline(actor.verdict),
    })),
  );
}

/** Whether what is claimed of the rung is no more than what the code does. */
function rungHolds(claimed, take) {
  if (claimed === 'leaves') return take.sent === 'yes' && heightOf(take.rung) >= heightOf('reachable');
  return heightOf(claimed === 'implied' ? 'declared' : claimed) <= heightOf(take.rung);
}

/** Whether a claim is true in kind, party, rung and need; null where no label speaks of it. */
export function judgeClaim(claim, label) {
  const ofKind = label.takes.filter(({ kind }) => kind === claim.kind);
  if (ofKind.length === 0) return null;
  const declared = claim.rung === 'declared' || claim.rung === 'implied' || claim.fails;
  const taken = ofKind.filter(({ rung }) => heightOf(rung) >= heightOf(declared ? 'declared' : 'present'));
  // Of what is declared the app is the party, whoever's code needs it.
  const ofParty = declared ? taken : taken.filter(({ party }) => party === claim.party);
  const others = ofKind.filter(({ party }) => party === claim.party);
  if (taken.length > 0 && ofParty.length === 0 && others.length === 0 && !claim.headline) return null;
  return {
    kind: taken.length > 0,
    party: ofParty.length > 0,
    rung: ofParty.some((take) => claim.fails || rungHolds(claim.rung, take)),
    need: !claim.headline || ofParty.some(({ need }) => need === 'excess'),
  };
}

const share = (part, whole) => (whole === 0 ? null : part / whole);

/** Shares of claims true in kind; in kind, party and rung; in all. */
function precision(judged) {
  const count = (holds) => judged.filter(holds).length;
  const inRung = (j) => j.kind && j.party && j.rung;
  return {
    claims: judged.length,
    kind: share(
      count((j) => j.kind),
      judged.length,
    ),
    party: share(
      count((j) => j.kind && j.party),
      judged.length,
    ),
    rung: share(count(inRung), judged.length),
    all: share(
      count((j) => inRung(j) && j.need),
      judged.length,
    ),
  };
}

/** Kinds that the code can take when it runs, and of these the ones that the report shows at that rung. */
function recallOf({ label, report }) {
  const wanted = new Set(
    label.takes.filter(({ rung }) => heightOf(rung) >= heightOf('reachable')).map(({ kind }) => kind),
  );
  const shown = new Set(
    claimsOf(report)
      .filter(({ rung, fails }) => !fails && ['reachable', 'startup', 'leaves'].includes(rung))
      .map(({ kind }) => kind),
  );
  return { wanted: wanted.size, missed: [...wanted].filter((kind) => !shown.has(kind)).sort() };
}

/** Ranks from 1, equal values sharing the mean of their places. */
function ranksOf(values) {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const ranks = new Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && order[to].value === order[from].value) to++;
    for (let i = from; i < to; i++) ranks[order[i].at] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/** Spearman's rank correlation; null where one side does not vary. */
export function rankCorrelation(left, right) {
  const [a, b] = [ranksOf(left), ranksOf(right)];
  const mean = (a.length + 1) / 2;
  const product = (x, y) => x.reduce((sum, value, i) => sum + (value - mean) * (y[i] - mean), 0);
  const spread = Math.sqrt(product(a, a) * product(b, b));
  return spread === 0 ? null : product(a, b) / spread;
}

/** What a reader of the label would have said of the whole app: an innocent app is not suspected, another one is. */
function agrees({ label, report }) {
  return label.innocent ? report.verdict === 'not-suspected' : isHeadline(report.verdict);
}

/** `runs`: { label, report (type given), inferred: the type guessed without being told }. */
export function figuresOf(runs) {
  const judged = runs.flatMap((run) =>
    claimsOf(run.report).map((claim) => ({ id: run.label.id, claim, right: judgeClaim(claim, run.label) })),
  );
  const labelled = judged.filter(({ right }) => right !== null);
  const recalls = runs.map((run) => ({ id: run.label.id, ...recallOf(run) }));
  const wanted = recalls.reduce((sum, { wanted: n }) => sum + n, 0);
  const missed = recalls.flatMap(({ id, missed: kinds }) => kinds.map((kind) => ({ id, kind })));
  const rated = runs.filter(({ report }) => report.verdict !== 'not-rated');
  const innocent = rated.filter(({ label }) => label.innocent);
  const typed = runs.map(({ label, inferred }) =>
    inferred === 'unknown' ? 'unknown' : label.types.includes(inferred) ? 'right' : 'wrong',
  );
  const count = (list, value) => list.filter((one) => one === value).length;
  return {
    packages: runs.length,
    innocentPackages: runs.filter(({ label }) => label.innocent).length,
    labels: runs.reduce((sum, { label }) => sum + label.takes.length, 0),
    unlabelled: judged.length - labelled.length,
    headline: precision(labelled.filter(({ claim }) => claim.headline).map(({ right }) => right)),
    claims: precision(labelled.map(({ right }) => right)),
    recall: { wanted, missed, share: share(wanted - missed.length, wanted) },
    types: { right: count(typed, 'right'), wrong: count(typed, 'wrong'), unknown: count(typed, 'unknown') },
    verdicts: {
      rated: rated.length,
      agree: share(rated.filter(agrees).length, rated.length),
      apart: rated
        .filter((run) => !agrees(run))
        .map(({ label, report }) => ({ id: label.id, verdict: report.verdict })),
      innocent: innocent.length,
      innocentSuspected: innocent.filter(({ report }) => isHeadline(report.verdict)).length,
      innocentStrongly: innocent.filter(({ report }) => report.verdict === 'strongly-suspected').length,
    },
    rank: rankCorrelation(
      rated.map(({ label }) => label.concern),
      rated.map(({ report }) => report.score.value),
    ),
    wrong: labelled
      .filter(({ right }) => !(right.kind && right.party && right.rung && right.need))
      .map(({ id, claim, right }) => ({ id, ...claim, right })),
    open: judged.filter(({ right }) => right === null).map(({ id, claim }) => ({ id, ...claim })),
  };
}
