// Marked things that get where others can reach them: fields and channels, and who reads them there. Says of each step
// whether anything else could be meant. Leaves following within methods and across calls to trace.ts.
import { classesBelow, isClassBelow } from '../hierarchy.js';
import { INSIDE, KEYED, parameterAtom, SURE } from './facts.js';
import { ATOM } from './graph.js';
import { FEW_MEANT, IntoCalls } from './into-calls.js';
import { isCalledBackOn } from './keys.js';

/** Channels that have no keys. */
const ONE_CHANNEL = /^global (?:activity-result|job-extras|result-receiver|observers) /;

export abstract class Elsewhere extends IntoCalls {
  protected publish(id: number, fact: number, path: number): void {
    const { paths, places } = this.world;
    // Of a thing in a field of a field, the innermost field finds it, whatever object has it; in a channel, the channel.
    let found = 0;
    for (let rest = path; rest !== 0; rest = paths.tail(rest)) {
      if (!places.isGlobal(paths.head(rest)) && !places.isField(paths.head(rest))) continue;
      // What one static field holds is found by that too, and then nothing else can be meant; not what lies so deep that
      // all that the field holds would have to be taken for it.
      if (found !== 0 && this.world.isStaticField(paths.head(found)) && !this.isTooLong(paths.tail(found)))
        this.show(id, fact, found);
      found = rest;
      if (places.isGlobal(paths.head(rest))) break;
    }
    if (found === 0) return;
    const place = paths.head(found);
    const held = places.keyField(place);
    if (held < 0) {
      this.show(id, fact, this.shortened(found));
      return;
    }
    const [name] = places.text(place).split(' ').slice(1);
    const file = places.fileOf(place);
    for (const component of this.ask.components(held) ?? [null])
      this.show(id, fact, paths.before(places.global(name!, component, file), paths.tail(found)));
  }
  private show(id: number, fact: number, way: number): void {
    const { paths, places, limits } = this.world;
    const place = paths.head(way);
    const known = this.published.get(way);
    const knot = known ?? this.knot(id, way);
    this.link(fact, knot, this.world.isShared(place) ? place : SURE);
    if (known !== undefined) return;
    this.published.set(way, knot);
    const rest = paths.tail(way);
    const readers = places.isField(place) ? this.readers.ofField(place) : this.readers.ofChannels();
    if (readers.length > limits.flowReaders) {
      this.world.note('limit/flow-readers');
      return;
    }
    for (const method of readers) this.read(method, place, rest, knot);
    if (rest !== 0 && paths.head(rest) === places.answer) this.answerGiven(place, rest, knot);
    if (places.isGlobal(place)) this.readBound(place, rest, knot);
  }
  /** What somebody was given to be resumed is resumed: where it was given, it has its answer. */
  private answerGiven(field: number, rest: number, knot: number): void {
    const { program } = this.world;
    const cls = program.typeClass[program.fieldKeys.first.at(field)] ?? -1;
    for (const maker of cls < 0 ? [] : this.readers.makersOfClass(cls)) {
      if (!this.ask.alive(maker)) continue;
      const context = this.enter(maker, INSIDE, 0);
      if (context < 0) continue;
      const { graph } = this.contexts[context]!;
      graph.calls.forEach(({ held, at }, index) => {
        for (let i = 0; i < held.length; i += 3) {
          if (held[i + 1] !== field) continue;
          for (const atom of graph.sets[held[i + 2]!]!)
            if (graph.kind[atom] === ATOM.object) this.add(context, atom, rest, index, at, knot);
        }
      });
    }
  }
  /** A field with no more than one place behind it: what lies deeper in containers of containers is one. */
  private shortened(way: number): number {
    const { paths, places } = this.world;
    const field = paths.head(way);
    const rest = paths.tail(way);
    if (!places.isField(field) || rest === 0 || paths.head(rest) === places.address) return way;
    const place = paths.head(rest);
    const wild = places.wildOf(place);
    const last = this.wholeRest(rest);
    return paths.before(field, paths.before(wild === places.someElement ? wild : place, last));
  }
  private read(method: number, place: number, rest: number, knot: number): void {
    if (!this.ask.alive(method)) return;
    const { coroutines } = this.world;
    if (coroutines.isOwnField(place) && coroutines.isStart(method)) return;
    const inside = this.enter(method, INSIDE, 0);
    if (inside < 0) return;
    const { graph } = this.contexts[inside]!;
    const { paths, places } = this.world;
    graph.kind.forEach((kind, atom) => {
      if (
        (kind !== ATOM.load && !isCalledBackOn(this.world, graph, atom)) ||
        !this.world.places.meets(graph.z[atom]!, place) ||
        graph.z[atom] === this.world.places.any ||
        places.isLost(place, graph.z[atom]!)
      )
        return;
      const named = graph.z[atom]!;
      const context =
        places.keyParameter(named) < 0
          ? inside
          : this.enter(method, KEYED, paths.before(place, paths.before(named, 0)));
      const by = this.isInherited(place, method) ? SURE : this.guessOf(place, named);
      this.add(context, atom, rest, -1, 0, knot, by);
    });
  }
  /** The channel is of one component, and the method is one that it and few others have from a class above. */
  private isInherited(put: number, method: number): boolean {
    const { places, program, h } = this.world;
    const owner = program.methodClass[method]!;
    const key = places.keyOf(put);
    const type = key === null ? -1 : program.types.find(key);
    if (owner < 0 || type < 0) return false;
    const above = program.classType[owner]!;
    return isClassBelow(h, program.typeClass[type]!, above) && classesBelow(h, above).length <= FEW_MEANT;
  }
  /** What is put into a channel under a key that nothing tells can be read under any, and the other way round. */
  private guessOf(put: number, read: number): number {
    const { places } = this.world;
    if (places.isUnkeyed(put) !== places.isUnkeyed(read)) return places.isUnkeyed(put) ? put : read;
    return places.isUnkeyed(put) && !ONE_CHANNEL.test(places.text(put)) ? put : SURE;
  }
  private readBound(place: number, rest: number, knot: number): void {
    const { places } = this.world;
    const all = this.readers.boundParameters().filter((one) => places.meets(one.place, place));
    // What one method alone can be given is given to it.
    const only = new Set(all.map(({ method }) => method)).size === 1;
    for (const { method, parameter, place: bound } of all) {
      const number = places.fileOf(place);
      const context = this.enter(method, INSIDE, 0, number === null ? null : Number(number));
      if (context < 0) continue;
      const { graph } = this.contexts[context]!;
      const atom = parameterAtom(graph, parameter);
      if (atom < 0) continue;
      const mixes = number === null && graph.z.includes(this.world.messageNumber);
      const by = mixes ? place : only ? SURE : this.guessOf(place, bound);
      this.add(context, atom, rest, -1, 0, knot, by);
    }
  }
}
