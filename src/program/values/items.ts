// Lists by the index of their elements, as long as how many they have is known: what is put behind the last, taken out from
// between, emptied. A list whose length is not known has elements, and no more is said. Leaves flows to outside-calls.ts.
import { ATOM } from './graph.js';
import type { Knowledge, State } from './knowledge.js';
import type { Step } from './models.js';
import { EMPTY_SET } from './sets.js';

/** Elements that are told apart; of longer lists written out one by one the rest is one. */
const MAX_ITEMS = 64;

export function itemPlace(run: Knowledge, index: number): number {
  const number = run.numberOf(index);
  return number === null || number < 0 || number >= MAX_ITEMS
    ? run.places.someElement
    : run.places.element(number);
}

/** How many elements a list has; -1 where it is not known. A list just made has none. */
function sizeOf(run: Knowledge, state: State, holder: number): number {
  const { places } = run;
  const held = state.heap.held(holder);
  const size = held?.get(places.size);
  if (size !== undefined) return run.numberOf(size) ?? -1;
  if (run.kind[holder] !== ATOM.object) return -1;
  for (const place of held?.keys() ?? [])
    if (place === places.changedBy || places.meets(place, places.someElement)) return -1;
  return 0;
}
function setSize(run: Knowledge, state: State, holder: number, size: number): void {
  const known = size < 0 ? EMPTY_SET : run.sets.one(run.atom(ATOM.number, size, 0, 0, -1));
  state.heap.set(holder, run.places.size, known);
}

/** Puts a value behind the last element. */
export function nextPlace(run: Knowledge, state: State, holder: number, value: number): void {
  const size = sizeOf(run, state, holder);
  const known = size >= 0 && size < MAX_ITEMS;
  const place = known ? run.places.element(size) : run.places.someElement;
  run.store(state, run.sets.one(holder), place, value, !known);
  setSize(run, state, holder, known ? size + 1 : -1);
}

/** Takes out what stands at a place: one key, one element with those behind it moving up, all elements or keys, the text. */
export function takeOut(
  run: Knowledge,
  state: State,
  holders: number,
  step: Step,
  place: number,
  numberOf: (argument: number) => number | null,
): void {
  const [holder, more] = run.telling(holders);
  if (holder === undefined || more !== undefined) return;
  const { places } = run;
  if (step.kind === 'item') {
    moveUp(run, state, holder, numberOf(step.argument) ?? -1);
    return;
  }
  if (step.kind === 'key') {
    if (!places.isWild(place)) state.heap.set(holder, place, EMPTY_SET);
    return;
  }
  for (const held of [...(state.heap.held(holder)?.keys() ?? [])])
    if (places.meets(held, place)) state.heap.set(holder, held, EMPTY_SET);
  state.heap.set(holder, place, EMPTY_SET);
  if (place === places.content) state.heap.set(holder, places.behind, EMPTY_SET);
  if (place === places.someElement) setSize(run, state, holder, 0);
}

function moveUp(run: Knowledge, state: State, holder: number, index: number): void {
  const { places } = run;
  const size = sizeOf(run, state, holder);
  if (size > 0 && index >= 0 && index < size) {
    for (let i = index; i < size; i++) {
      const next = i + 1 < size ? run.loadOne(state, holder, places.element(i + 1)) : EMPTY_SET;
      state.heap.set(holder, places.element(i), next);
    }
    setSize(run, state, holder, size - 1);
    return;
  }
  const all = run.load(state, run.sets.one(holder), places.someElement);
  run.store(state, run.sets.one(holder), places.someElement, all, true);
  setSize(run, state, holder, -1);
}
