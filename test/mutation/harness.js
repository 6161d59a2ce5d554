// What the tests of a mutated file need of Jest, without Jest: they run one after another and end at the first failure.
// Stands in for @jest/globals in the bundle that mutate.js makes. Leaves mocks and snapshots to the real one.
import { expect } from 'expect';

const tests = [];
let hooks = { beforeAll: [], beforeEach: [], afterEach: [] };

const each = (run) => (table) => (name, work) => {
  for (const row of table) run(name, () => (Array.isArray(row) ? work(...row) : work(row)));
};
export function test(name, work) {
  tests.push({ work, hooks });
}
test.each = each(test);
export function describe(_name, work) {
  const outer = hooks;
  hooks = Object.fromEntries(Object.entries(outer).map(([key, list]) => [key, [...list]]));
  work();
  hooks = outer;
}
describe.each = each(describe);
export const beforeAll = (work) => void hooks.beforeAll.push(once(work));
export const beforeEach = (work) => void hooks.beforeEach.push(work);
export const afterEach = (work) => void hooks.afterEach.push(work);
export const it = test;
export { expect };

function once(work) {
  let done;
  return () => (done ??= Promise.resolve(work()));
}

/** Runs what was collected. Throws what the first failing test throws. */
export async function runAll() {
  for (const { work, hooks: around } of tests) {
    for (const hook of around.beforeAll) await hook();
    for (const hook of around.beforeEach) await hook();
    await work();
    for (const hook of around.afterEach) await hook();
  }
  return tests.length;
}
