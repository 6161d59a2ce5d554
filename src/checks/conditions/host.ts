// host: the code holds a literal URL or host name of a kind: by suffix, or reached without encryption.
import type { Condition, Derivation } from '../../model/rule.js';
import { readSection } from '../../judge/view.js';
import { attribution } from '../../judge/attribution.js';
import { boolean, closed, either, hitOrClear, placeInCode, sentence, strings } from './support.js';

interface Value {
  suffix?: string[]; // "example.com" also holds for a.example.com
  cleartext?: boolean; // http:// to a host that is not local or a namespace name
  address?: boolean; // a bare public IPv4 address
}

/** Hosts whose http:// URLs are names of things, never fetched: XML namespaces, licences, schemas. */
const NAMES = new Set(
  (
    'schemas.android.com www.w3.org ns.adobe.com xml.org xmlpull.org javax.xml.XMLConstants purl.org ' +
    'www.apache.org apache.org xmlns.com schemas.xmlsoap.org www.opengis.net java.sun.com schema.org ' +
    'www.gnu.org opensource.org example.com example.org localhost json-schema.org www.google.com/schemas'
  ).split(' '),
);

export const host: Condition<Value> = {
  name: 'host',
  reads: ['code'],
  schema: closed({ suffix: strings, cleartext: boolean, address: boolean }),
  explain: (v) =>
    sentence(
      { en: 'the code names an address', zh: '代码中含有地址' },
      v.suffix && { en: `under ${either(v.suffix).en}`, zh: `（属于${either(v.suffix).zh}）` },
      v.cleartext && { en: 'that is reached without encryption', zh: '（以明文方式访问）' },
      v.address && { en: 'that is a bare public IP address', zh: '（为公网 IP 地址）' },
    ),
  match(v, view) {
    const code = readSection(view.facts, 'code');
    const owners = view.get(attribution);
    const nameOf = view.get(hosts);
    const found = (code?.endpoints ?? []).filter(({ text, site }) => {
      // What the text alone rules out comes first: most addresses are encrypted and named.
      if (v.cleartext && !/^http:\/\//i.test(text)) return false;
      if (v.address && !/\d\.\d/.test(text)) return false;
      const name = nameOf(text);
      if (name === null) return false;
      if (v.suffix && !v.suffix.some((suffix) => name === suffix || name.endsWith(`.${suffix}`)))
        return false;
      if (v.cleartext && (NAMES.has(name) || isLocal(name))) return false;
      if (v.address && (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) || isLocal(name))) return false;
      return !owners.ofSite(site).ordinary;
    });
    return hitOrClear(
      found.map(({ text, site }) => ({
        what: `endpoint:${nameOf(text)}`,
        rung: 'present',
        by: owners.ofSite(site).actor,
        place: placeInCode(code!.sites[site]),
        confidence: 'medium',
        args: [text.slice(0, 200)],
      })),
    );
  },
};

/** Hosts of the texts asked about, each looked for once. */
const hosts: Derivation<(text: string) => string | null> = {
  name: 'hosts',
  reads: ['code'],
  compute: () => {
    const known = new Map<string, string | null>();
    return (text) => {
      let name = known.get(text);
      if (name === undefined) known.set(text, (name = hostOf(text)));
      return name;
    };
  },
};

/** The host of a URL or bare host name, lower case; null when there is none. */
function hostOf(text: string): string | null {
  const found = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@]*@)?([a-z0-9.-]+)(?::\d+)?(?:[/?#]|$)/i.exec(
    text.slice(0, 500),
  );
  const name = found?.[1]?.toLowerCase();
  return name !== undefined && name.includes('.') ? name.replace(/\.$/, '') : null;
}

function isLocal(name: string): boolean {
  if (/\.(?:local|localdomain|lan|internal|test|invalid|example)$/.test(name)) return true;
  return /^(?:127|10|0|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|22[4-9]|23\d|255)\./.test(name);
}
