// How a fleet scales from one core to two, and why not more.
//   node test/bench/fleet-scaling.js <address of a server on this machine> <folder of packages> [rounds]
// One core carries a worker and the whole server; two carry a worker each, and the server on both. Else the server would
// work for the first worker on a core of its own, and that would be no run on one core. Beside it the same packages in
// `survey`, one process on one core and two processes on two, without any database: what the machine itself lets two do.
// Rates are of the middle of a run, from when a fifth is done until nine tenths are: the start of Node and its compiler's
// warm-up are each worker's own and weigh the less the longer it works. They are told twice: by the clock, which is right
// on a quiet machine only, and by processor time: what workers and server used and what the scanning threads slept, as if
// nobody else had been there. Needs the right to hold the server to a core: root, or the user that it runs as.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, serverProcess, serverProcesses, serverSeconds, withDatabase } from './fleet-server.js';

const [server, folder, rounds = '3'] = process.argv.slice(2);
if (folder === undefined) throw new Error('node fleet-scaling.js <server> <folder> [rounds]');
const bin = 'dist/cli/bin.js';
const FROM = 0.2;
const UNTIL = 0.9;
const CORES = [0, 1];
const LOOK_MS = 100;
const now = () => Date.now() / 1000;

const serverFirst = await serverProcess(server);
if (serverFirst === null) throw new Error('the server is not on this machine');
const holdServer = (cores) => {
  for (const pid of serverProcesses(serverFirst))
    try {
      execFileSync('taskset', ['-p', '-c', cores.join(','), String(pid)], { stdio: 'ignore' });
    } catch (error) {
      if (existsSync(`/proc/${pid}`)) throw error; // else it has ended meanwhile
    }
};

/** Seconds that each thread of a process has run, and has waited for a processor, by its number. */
function threadsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).map((task) => {
      const [ran, waited] = readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ');
      return [task, { ran: ran / 1e9, waited: waited / 1e9 }];
    });
  } catch {
    return []; // ended, or a thread of it has
  }
}

/** Runs a command held to a core. @returns what its threads had spent at each look, and the seconds of the whole run */
async function held(core, argv) {
  const started = now();
  const child = spawn('taskset', ['-c', String(core), process.execPath, bin, ...argv], { stdio: 'ignore' });
  const threads = new Map();
  const looks = [];
  const look = setInterval(() => {
    for (const [task, spent] of threadsOf(child.pid)) threads.set(task, spent);
    looks.push({ at: now(), threads: new Map(threads) });
  }, LOOK_MS);
  const [code] = await once(child, 'close');
  clearInterval(look);
  if (code !== 0) throw new Error(`${argv.join(' ')}: exit ${code}`);
  return { looks, wall: now() - started };
}

const lookAt = (looks, at) => looks.findLast((look) => look.at <= at) ?? looks[0];
/** Seconds of all threads together, and of the one that ran most: the scanning one. */
function spentBetween(looks, from, until) {
  const [first, last] = [lookAt(looks, from), lookAt(looks, until)];
  const spent = [...last.threads].map(([task, { ran, waited }]) => {
    const before = first.threads.get(task) ?? { ran: 0, waited: 0 };
    return { ran: ran - before.ran, waited: waited - before.waited };
  });
  const scanning = spent.reduce((most, one) => (one.ran > most.ran ? one : most));
  return {
    processor: spent.reduce((sum, { ran }) => sum + ran, 0),
    scanning: scanning.ran,
    waited: scanning.waited,
    slept: Math.max(0, last.at - first.at - scanning.ran - scanning.waited),
  };
}

/** The middle of moments at which packages were done. */
const middleOf = (moments) => {
  const sorted = [...moments].sort((a, b) => a - b);
  const [from, until] = [FROM, UNTIL].map((share) => Math.floor(share * (sorted.length - 1)));
  return { packages: until - from, from: sorted[from], until: sorted[until] };
};
const add = (values) => values.reduce((sum, value) => sum + value, 0);

/** What the middle of runs beside each other cost. @param parts middle and looks of each process */
function costOf(parts, serverSpent) {
  const spent = parts.map(({ middle, looks }) => spentBetween(looks, middle.from, middle.until));
  const total = (key) => add(spent.map((one) => one[key]));
  return {
    processor: total('processor'),
    scanning: total('scanning'),
    waited: total('waited'),
    slept: total('slept'),
    server: serverSpent,
  };
}

const fleetRun = (cores) =>
  withDatabase(server, async (address) => {
    execFileSync(process.execPath, [bin, 'fleet', 'add', address, folder], { stdio: 'ignore' });
    holdServer(cores);
    const ofServer = [];
    const look = setInterval(() => ofServer.push({ at: now(), spent: serverSeconds(serverFirst) }), LOOK_MS);
    try {
      const argv = ['fleet', 'work', address, '--threads', '1', '--quiet'];
      const runs = await Promise.all(cores.map((core) => held(core, argv)));
      const rows = await ask(
        address,
        'select extract(epoch from finished)::float8 as at from overreach.app where same_as is null',
      );
      const middle = middleOf(rows.map(({ at }) => at));
      const server = lookAt(ofServer, middle.until).spent - lookAt(ofServer, middle.from).spent;
      const parts = runs.map(({ looks }) => ({ middle, looks }));
      const cost = costOf(parts, server);
      return {
        packages: middle.packages,
        clock: middle.packages / (middle.until - middle.from),
        cost,
        wall: Math.max(...runs.map(({ wall }) => wall)),
      };
    } finally {
      clearInterval(look);
      holdServer(CORES);
    }
  });

const linesIn = (file) => (existsSync(file) ? readFileSync(file, 'latin1').split('\n').length - 1 : 0);

/** Each process surveys all packages. */
async function surveyRun(cores) {
  const out = mkdtempSync(join(tmpdir(), 'overreach-scaling-'));
  try {
    const runs = await Promise.all(
      cores.map(async (core) => {
        const moments = [];
        const to = join(out, String(core));
        const look = setInterval(() => {
          const done = linesIn(join(to, 'results.jsonl'));
          while (moments.length < done) moments.push(now());
        }, LOOK_MS);
        const argv = [
          'survey',
          folder,
          '--out',
          to,
          '--cache',
          join(to, 'cache'),
          '--workers',
          '1',
          '--quiet',
        ];
        const run = await held(core, argv);
        clearInterval(look);
        return { ...run, middle: middleOf(moments) };
      }),
    );
    return {
      packages: add(runs.map(({ middle }) => middle.packages)),
      clock: add(runs.map(({ middle }) => middle.packages / (middle.until - middle.from))),
      cost: costOf(runs, 0),
      wall: Math.max(...runs.map(({ wall }) => wall)),
    };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

const best = new Map();
for (let round = 0; round < Number(rounds); round++)
  for (const [what, run] of [
    ['survey', surveyRun],
    ['fleet', fleetRun],
  ])
    for (const cores of [[0], CORES]) {
      const { packages, clock, cost, wall } = await run(cores);
      const processor = (cores.length * packages) / (cost.processor + cost.server + cost.slept);
      const ms = (seconds) => ((1000 * seconds) / packages).toFixed(1);
      console.log(
        `${what} on ${cores.length}: ${clock.toFixed(2)} packages/s by the clock, ${processor.toFixed(2)} by processor time; ` +
          `a package ${ms(cost.processor)} ms, ${ms(cost.scanning)} of it in the scanning thread, which slept ${ms(cost.slept)} ` +
          `and waited for a processor ${ms(cost.waited)}; the server ${ms(cost.server)} ms; whole run ${wall.toFixed(1)} s`,
      );
      const key = `${what} ${cores.length}`;
      const before = best.get(key) ?? { clock: 0, processor: 0 };
      best.set(key, {
        clock: Math.max(before.clock, clock),
        processor: Math.max(before.processor, processor),
      });
    }
for (const what of ['survey', 'fleet']) {
  const times = (by) => (best.get(`${what} 2`)[by] / best.get(`${what} 1`)[by]).toFixed(2);
  console.log(
    `${what}, best of ${rounds}: ${times('clock')} times by the clock, ${times('processor')} by processor time`,
  );
}
