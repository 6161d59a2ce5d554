// Whether a connection can only lead to the device itself: a local socket, or an internet one of which every address is the
// loopback's. Leaves telling kinds of connections apart to destination.ts and where values come from to origins.ts.
import { OP } from '../../formats/dex/opcodes.js';
import { methodName, methodParameters, methodType } from '../program.js';
import { ATOM, type Call, type Graph } from './graph.js';
import type { Entered, Origin, Origins } from './origins.js';

const LOCAL = /^Landroid\/net\/LocalSocket;/;
/** Things that need an address to lead anywhere; those that can do without are told by what else is at hand. */
const CONNECTION =
  /^L(?:java\/net\/(?:Socket|ServerSocket|DatagramSocket|MulticastSocket|DatagramPacket)|javax\/net\/ssl\/SSL(?:Server)?Socket|java\/nio\/channels\/(?:Socket|ServerSocket|Datagram)Channel);$/;
const WITHOUT_ADDRESS = /^L(?:java\/net\/Datagram|java\/net\/Multicast|java\/nio\/channels\/Datagram)/;
const GIVES_ADDRESS = /^(?:<init>|connect|bind|open|send|createSocket|setAddress|setSocketAddress)$/;
const ADDRESS =
  /^Ljava\/(?:net\/(?:InetAddress|Inet[46]Address|SocketAddress|InetSocketAddress)|lang\/String);$/;
const MAKES_ADDRESS =
  /^Ljava\/net\/(?:InetAddress;->get(?:ByName|AllByName)|InetSocketAddress;->createUnresolved)$/;
const LOOPBACK_CALL = /^Ljava\/net\/InetAddress;->getLoopbackAddress$/;
const LOOPBACK = /^\[?(?:localhost|ip6-localhost|127(?:\.\d{1,3}){1,3}|::1|0:0:0:0:0:0:0:1)\]?$/i;

/** True for the name or number of the device's own loopback. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** True when at least one of the things is a connection to the device itself, and none can be one to elsewhere. */
export function staysOnDevice(origins: Origins, things: readonly Origin[], entered?: Entered): boolean {
  let stays = false;
  for (const thing of things) {
    const call = origins.callText(thing);
    const type = origins.typeText(thing);
    if (LOCAL.test(call) || LOCAL.test(type)) {
      stays = true;
      continue;
    }
    if (!CONNECTION.test(type)) continue;
    const given = addressesOf(origins, thing);
    if (given.length === 0) {
      const isNeutral = WITHOUT_ADDRESS.test(type) || thing.graph.kind[thing.atom] === ATOM.number;
      if (!isNeutral && (thing.graph.kind[thing.atom] === ATOM.object || origins.isFromOutside(thing)))
        return false;
      continue;
    }
    if (!given.every((set) => isOnDevice(origins, thing.graph, set, entered))) return false;
    stays = true;
  }
  return stays;
}

/** The sets of addresses that a connection is made with or told to go to. */
function addressesOf(origins: Origins, { graph, atom }: Origin): (readonly number[])[] {
  const made = graph.kind[atom] === ATOM.result ? graph.calls[graph.x[atom]!] : undefined;
  const calls = origins.setUps(graph, atom, GIVES_ADDRESS);
  if (made && made.target >= 0 && GIVES_ADDRESS.test(methodName(origins.world.program, made.target)))
    calls.push(made);
  return calls.flatMap((call) => addressArguments(origins, graph, call));
}
function addressArguments(origins: Origins, graph: Graph, call: Call): (readonly number[])[] {
  const { program } = origins.world;
  const first = call.op === OP.invokeStatic ? 0 : 1;
  const at = methodParameters(program, call.target).findIndex((type) => ADDRESS.test(type));
  return at < 0 ? [] : [graph.sets[call.args[at + first] ?? 0]!];
}

function isOnDevice(
  origins: Origins,
  graph: Graph,
  set: readonly number[],
  entered: Entered | undefined,
): boolean {
  const all = origins.of(graph, set, (origin) => namedBy(origins, origin), entered);
  let told = false;
  for (const origin of all) {
    const text = origins.text(origin);
    if (text !== null && !isLoopback(text)) return false;
    if (text !== null || LOOPBACK_CALL.test(origins.callText(origin))) told = true;
    else if (isNull(origins, origin)) told = true;
    else if (origins.isFromOutside(origin) && namedBy(origins, origin) === null) return false;
  }
  return told;
}
/** The address of no name is the loopback's: null, or a field of the package that nothing is put into. */
const isNull = (origins: Origins, origin: Origin): boolean =>
  origin.graph.kind[origin.atom] === ATOM.number || origins.isNeverSet(origin);

/** What an address is made from. */
function namedBy(origins: Origins, { graph, atom }: Origin): readonly number[] | null {
  const { program } = origins.world;
  if (graph.kind[atom] === ATOM.object) {
    if (origins.typeText({ graph, atom }) !== 'Ljava/net/InetSocketAddress;') return null;
    return origins
      .setUps(graph, atom, /^<init>$/)
      .flatMap((call) => addressArguments(origins, graph, call).flat());
  }
  if (graph.kind[atom] !== ATOM.result) return null;
  const call = graph.calls[graph.x[atom]!]!;
  if (
    call.target < 0 ||
    !MAKES_ADDRESS.test(`${methodType(program, call.target)}->${methodName(program, call.target)}`)
  )
    return null;
  return graph.sets[call.args[0] ?? 0]!;
}
