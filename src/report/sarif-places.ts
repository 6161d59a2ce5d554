// Places in SARIF: apps and their entries as nested artifacts, files of the sources, methods as logical locations, paths
// as code flows. Section numbers are of SARIF 2.1.0. Leaves results and rules to sarif.ts.
import type { Evidence } from '../model/rule.js';
import { flowLines, flowStops, flowText } from '../text/flows.js';
import { javaSymbol, watchName } from '../text/labels.js';
import type { Lang } from '../text/labels.js';
import { plain } from './escape.js';
import type { ReportItem, SourcePlace } from './reporter.js';
import { codePlace, sourceLine, type Result } from './results.js';
import { OUR_LOCATIONS, SARIF_LIMITS } from './sarif-limits.js';
import { codeOffset } from './terminal-evidence.js';

export type Json = Record<string, unknown>;

export const message = (text: string): Json => ({ text: plain(text, 4000) || '-' });

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A relative URI reference (RFC 3986): every segment of a name percent-encoded. */
const entryUri = (name: string): string =>
  name
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(LONE_SURROGATE, '\ufffd')))
    .join('/') || 'package';

/** Where nothing tells a line: code hosts ask for a region, and take the first line for "the file". */
const WHOLE_FILE = { startLine: 1 };

/** The artifacts of a run: each app with its verdict, its entries nested in it (§3.24.3), files of the sources beside. */
export class Artifacts {
  readonly list: Json[] = [];
  readonly #indexes = new Map<string, number>();
  #app = -1;

  /** What follows lies in this app. */
  open(item: ReportItem): void {
    const { app, verdict, score } = item.report;
    const name = item.name.replaceAll('\\', '/').split('/').at(-1) || 'package';
    this.#app = this.list.push({
      location: { uri: entryUri(name) },
      length: app.sizeBytes,
      hashes: { 'sha-256': app.sha256 },
      roles: ['analysisTarget'],
      properties: {
        package: app.package === null ? null : plain(app.package, 200),
        verdict,
        score: score.rated ? score.value : null,
        ...(item.gate ? { passed: item.gate.passed } : {}),
      },
    });
  }

  /** Index of the app that is open. */
  get app(): number {
    return this.#app - 1;
  }

  /** The app that is open, as an artifact location (§3.27.13). */
  get target(): Json {
    const { uri } = this.list[this.app]!['location'] as { uri: string };
    return { uri, index: this.app };
  }

  private index(key: string, artifact: Json): number {
    const found = this.#indexes.get(key);
    if (found !== undefined) return found;
    const index = this.list.push(artifact) - 1;
    this.#indexes.set(key, index);
    return index;
  }

  /** An entry of the open app, as an artifact location. */
  entry(name: string): Json {
    const uri = entryUri(name);
    return {
      uri,
      index: this.index(`${this.app} ${uri}`, { location: { uri }, parentIndex: this.app }),
    };
  }

  /** A file of the team's sources: relative to what was checked out. */
  source(path: string): Json {
    const location = { uri: entryUri(path), uriBaseId: '%SRCROOT%' };
    return { ...location, index: this.index(`src ${location.uri}`, { location }) };
  }
}

/** §3.33 logical location: the method, fully qualified, with its name in the DEX file as decorated name. */
function logical(symbol: string): Json {
  const isMethod = symbol.includes('->');
  const isCode = symbol.startsWith('L') || symbol.startsWith('[');
  return {
    fullyQualifiedName: plain(isCode ? javaSymbol(symbol) : symbol, 1000),
    ...(isCode
      ? { decoratedName: plain(symbol, 1000), kind: isMethod ? 'function' : 'type' }
      : { kind: 'element' }),
  };
}

const inSources = (place: SourcePlace, artifacts: Artifacts): Json => ({
  artifactLocation: artifacts.source(place.path),
  region: { startLine: Math.max(1, place.line) },
});

/** The Gradle module beside the method, where the sources told one. */
const logicals = (symbol: string | undefined, place: SourcePlace | null): Json => {
  const list = [
    ...(symbol === undefined ? [] : [logical(symbol)]),
    ...(place?.module === undefined
      ? []
      : [{ fullyQualifiedName: plain(place.module, 200), kind: 'module' }]),
  ];
  return list.length === 0 ? {} : { logicalLocations: list };
};

function location(evidence: Evidence, item: ReportItem, artifacts: Artifacts): Json {
  const { place } = evidence;
  const source = sourceLine(item, evidence);
  const offset =
    place.offset === undefined || place.symbol?.startsWith('L') !== true
      ? ''
      : ` @${codeOffset(place.offset)}`;
  const region = place.line !== undefined && place.line > 0 ? { startLine: place.line } : WHOLE_FILE;
  return {
    physicalLocation: source
      ? inSources(source, artifacts)
      : { artifactLocation: artifacts.entry(place.entry), region },
    ...logicals(place.symbol, source),
    message: message(`${watchName(evidence.what)}${offset}`),
  };
}

function stepLocation(
  symbol: string | null,
  text: string,
  entry: string,
  item: ReportItem,
  artifacts: Artifacts,
): Json {
  const place = symbol === null ? null : codePlace(item, symbol);
  return {
    location: {
      physicalLocation: place
        ? inSources(place, artifacts)
        : { artifactLocation: artifacts.entry(entry), region: WHOLE_FILE },
      ...logicals(symbol ?? undefined, place),
      message: message(text),
    },
  };
}

/** §3.36: the path from an entry point to the use, and the way of the value to where it goes. */
function codeFlows(evidence: Evidence, item: ReportItem, artifacts: Artifacts, lang: Lang): Json[] {
  const { flow, place, path = [] } = evidence;
  const most = SARIF_LIMITS.threadFlowLocations.shown / (2 * OUR_LOCATIONS);
  const flows: Json[] = [];
  if (path.length > 1)
    flows.push({
      threadFlows: [
        {
          locations: path
            .slice(-most)
            .map((symbol) => stepLocation(symbol, javaSymbol(symbol), place.entry, item, artifacts)),
        },
      ],
    });
  if (flow) {
    const lines = flowLines(flow, lang);
    const locations = flowStops(flow)
      .slice(0, most)
      .map((stop, i) => stepLocation(stop?.symbol ?? null, lines[i] ?? '', place.entry, item, artifacts));
    flows.push({ message: message(flowText(flow, lang)), threadFlows: [{ locations }] });
  }
  return flows;
}

/** Where a result lies: its evidence, else its line of the configuration, else the manifest of the app. */
export function placesOf(result: Result, item: ReportItem, artifacts: Artifacts, lang: Lang): Json {
  const shown = result.evidence.slice(0, OUR_LOCATIONS);
  const flows = shown.flatMap((e) => codeFlows(e, item, artifacts, lang));
  const fallback: Json =
    result.configLine !== null && item.config !== undefined
      ? inSources({ path: item.config, line: result.configLine }, artifacts)
      : { artifactLocation: artifacts.entry('AndroidManifest.xml'), region: WHOLE_FILE };
  return {
    locations:
      shown.length > 0 ? shown.map((e) => location(e, item, artifacts)) : [{ physicalLocation: fallback }],
    ...(flows.length > 0 ? { codeFlows: flows } : {}),
  };
}
