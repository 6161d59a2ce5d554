// Where what is written to a stream, or handed to a connection, goes: network, a file of the app's own or a shared one, a
// process, memory; with host and transport where they are constant. Leaves origins to origins.ts.
import { OP } from '../../formats/dex/opcodes.js';
import type { Channel } from '../../model/catalogue.js';
import { methodParameters } from '../program.js';
import { ATOM, type Call, type Graph } from './graph.js';
import { isLoopback, staysOnDevice } from './on-device.js';
import type { Entered, Origin, Origins } from './origins.js';

export interface Destination {
  /** null: nowhere, the value stays in memory. */
  channel: Channel | null;
  host: string | null;
  transport: 'tls' | 'cleartext' | null;
}

const NETWORK_CALLS =
  /^L(?:java\/net\/(?:URL;->open|URLConnection;|HttpURLConnection;|Socket;|DatagramSocket;)|javax\/net\/|okhttp3\/|java\/nio\/channels\/SocketChannel;|android\/net\/Network;|org\/apache\/http\/)/;
const NETWORK_TYPES =
  /^L(?:java\/net\/(?:HttpURLConnection|URLConnection|Socket|DatagramSocket|URL)|javax\/net\/ssl\/\w{1,60}|java\/nio\/channels\/SocketChannel|okhttp3\/[\w$]{1,60});$/;
const NEARBY =
  /^Landroid\/(?:bluetooth\/Bluetooth(?:Socket|Device|Adapter);|net\/wifi\/(?:p2p|aware)\/|hardware\/usb\/|nfc\/)/;
const FILE_TYPES =
  /^L(?:java\/io\/(?:FileOutputStream|FileWriter|RandomAccessFile|File)|android\/os\/ParcelFileDescriptor\$AutoCloseOutputStream|android\/util\/AtomicFile);$/;
const NAMED_FILE = /^Ljava\/io\/(?:FileOutputStream|FileWriter|RandomAccessFile|File);$/;
const FILE_CALLS =
  /^L(?:java\/io\/File(?:In|Out)putStream;->getFD|android\/os\/ParcelFileDescriptor;->open)$/;
/** What is read from, or only names or holds something: nothing that is written to leads through it. */
const NOT_WRITTEN =
  /^(?:\[|Ljava\/lang\/(?:String|CharSequence|StringBuilder|Object|Class);|Landroid\/net\/Uri;|L(?:java|android|okio)\/[\w$/]{1,80}(?:InputStream|Reader|Charset|Source);)/;
const MEMORY_TYPES =
  /^Ljava\/io\/(?:ByteArrayOutputStream|StringWriter|CharArrayWriter|PipedOutputStream|PipedWriter);$/;
const SHARED_CALLS =
  /->(?:getExternalStorageDirectory|getExternalStoragePublicDirectory|getStorageDirectory)$/;
const SHARED_TEXT = /^(?:file:\/\/)?\/(?:mnt\/)?(?:sdcard|storage\/emulated|storage\/sdcard)/;
const OWN_STREAM = /->openFileOutput$/;
const FOREIGN_STREAM = /^Landroid\/content\/ContentResolver;->(?:openOutputStream|openFileDescriptor|insert)/;
/** Where a program prints: Android's log. */
const PRINTED = /^Ljava\/lang\/System;->(?:out|err)$/;
const PROCESS = /^Ljava\/lang\/(?:Process;|Runtime;->exec|ProcessBuilder;)/;
const SETS_UP =
  /^(?:<init>|append|path|appendPath|appendEncodedPath|scheme|authority|encodedAuthority|concat|replace)$/;
const ADDRESS = /^(https?|wss?):\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/i;

/** Names of streams and writers whose sink kind depends on what they wrap. */
export const IS_STREAM =
  /^L(?:java\/io\/|java\/util\/zip\/|javax\/crypto\/|java\/nio\/channels\/|okio\/|android\/util\/JsonWriter;|org\/xmlpull\/|com\/google\/gson\/stream\/|java\/security\/Digest|android\/os\/ParcelFileDescriptor)/;

/** The destination of a stream-like receiver. */
export function destinationOf(
  origins: Origins,
  graph: Graph,
  receiver: readonly number[],
  entered?: Entered,
): Destination {
  const all = (): Origin[] => origins.of(graph, receiver, (origin) => wrappedBy(origins, origin), entered);
  // What a file is named by says nothing of where its stream leads: only what the stream itself wraps.
  const streams = origins.of(graph, receiver, (origin) => streamBehind(origins, origin), entered);
  let memory = false;
  let file = false;
  let process = false;
  let network = false;
  let nearby = false;
  let foreign = false;
  for (const origin of streams) {
    const call = origins.callText(origin);
    const type = origins.typeText(origin);
    if (PRINTED.test(origins.fieldText(origin))) return { channel: 'log', host: null, transport: null };
    if (PROCESS.test(call)) process = true;
    else if (NETWORK_CALLS.test(call) || NETWORK_TYPES.test(type)) network = true;
    else if (NEARBY.test(call) || NEARBY.test(type)) nearby = true;
    else if (FOREIGN_STREAM.test(call)) foreign = true;
    else if (OWN_STREAM.test(call) || FILE_CALLS.test(call) || FILE_TYPES.test(type)) file = true;
    else if (MEMORY_TYPES.test(type)) memory = true;
  }
  const isShared = (origin: Origin): boolean =>
    SHARED_CALLS.test(origins.callText(origin)) || SHARED_TEXT.test(origins.text(origin) ?? '');
  const to = (channel: Channel | null): Destination => ({ channel, host: null, transport: null });
  if (staysOnDevice(origins, streams, entered)) return to('device');
  if (network) return onNetwork(endpointOf(origins, all()));
  if (nearby) return to('nearby');
  if (process) return to('command');
  if (foreign) return to('shared-storage');
  if (file) return to(all().some(isShared) ? 'shared-storage' : 'own-file');
  return to(memory ? null : 'other');
}

/** The same as far as streams go: a file's stream is made from a name, if not from a descriptor that is open already. */
function streamBehind(origins: Origins, origin: Origin): readonly number[] | null {
  const call = origins.callText(origin);
  if (OWN_STREAM.test(call) || FILE_CALLS.test(call) || FOREIGN_STREAM.test(call)) return null;
  const { program } = origins.world;
  const isNamed =
    NAMED_FILE.test(origins.typeText(origin)) &&
    !origins
      .setUps(origin.graph, origin.atom, /^<init>$/)
      .some(({ target }) => methodParameters(program, target).includes('Ljava/io/FileDescriptor;'));
  if (isNamed) return null;
  const { graph } = origin;
  return (
    wrappedBy(origins, origin)?.filter((atom) => !NOT_WRITTEN.test(origins.typeText({ graph, atom }))) ?? null
  );
}

/** What a stream writes through to, what a connection is opened from, what a text is put together from. */
function wrappedBy(origins: Origins, { graph, atom }: Origin): readonly number[] | null {
  const kind = graph.kind[atom];
  if (kind === ATOM.result) {
    const call = graph.calls[graph.x[atom]!]!;
    if (
      call.target < 0 ||
      (origins.world.isOwnCall(call.target) && origins.world.models.of(call.target) === null)
    )
      return null;
    return [...call.args.flatMap((set) => graph.sets[set]!), ...setUpArguments(origins, graph, call)];
  }
  if (kind !== ATOM.object) return null;
  return origins
    .setUps(graph, atom, SETS_UP)
    .flatMap((call) => call.args.slice(1).flatMap((set) => graph.sets[set]!));
}
function setUpArguments(origins: Origins, graph: Graph, call: Call): number[] {
  if (call.op === OP.invokeStatic) return [];
  return graph.sets[call.args[0] ?? 0]!.flatMap((receiver) =>
    graph.kind[receiver] === ATOM.object
      ? origins
          .setUps(graph, receiver, SETS_UP)
          .flatMap((one) => one.args.slice(1).flatMap((set) => graph.sets[set]!))
      : [],
  );
}

function endpointOf(origins: Origins, all: readonly Origin[]): Pick<Destination, 'host' | 'transport'> {
  const hosts = new Set<string>();
  const schemes = new Set<string>();
  let secure = false;
  for (const origin of all) {
    if (/^Ljavax\/net\/ssl\//.test(origins.typeText(origin))) secure = true;
    const [, scheme, host] = ADDRESS.exec(origins.text(origin) ?? '') ?? [];
    if (scheme !== undefined) schemes.add(scheme.toLowerCase());
    if (host !== undefined && !host.includes('%')) hosts.add(host.toLowerCase());
  }
  const tls = [...schemes].every((scheme) => scheme === 'https' || scheme === 'wss');
  const transport =
    schemes.size === 0 ? (secure ? 'tls' : null) : tls ? 'tls' : schemes.size === 1 ? 'cleartext' : null;
  return { host: hosts.size === 1 ? [...hosts][0]! : null, transport };
}

/** Where a call to the network leads, by whatever it is given. */
export function endpointAt(origins: Origins, graph: Graph, call: Call, entered?: Entered): Destination {
  const set = call.args.flatMap((one) => graph.sets[one]!);
  const all = origins.of(graph, set, (origin) => wrappedBy(origins, origin), entered);
  return staysOnDevice(origins, all, entered)
    ? { channel: 'device', host: null, transport: null }
    : onNetwork(endpointOf(origins, all));
}
/** What is sent to the device's own loopback is not sent over the network. */
const onNetwork = ({ host, transport }: Pick<Destination, 'host' | 'transport'>): Destination =>
  host !== null && isLoopback(host)
    ? { channel: 'device', host: null, transport: null }
    : { channel: 'network', host, transport };
