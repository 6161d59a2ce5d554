// What each oddity of a reader weighs: its level, and whether something that the package says was lost with it, so that
// the section it stands in is partial. Leaves sentences to text/words and what ends a reading (a ParseError, whose
// weight depends on what was read when it was thrown) to whoever catches it.
import type { Static } from 'typebox';
import type { DiagnosticLevel } from './place.js';

type Level = Static<typeof DiagnosticLevel>;
export interface Weight {
  level: Level;
  loses: boolean;
}

/** Honest tools produce it, or it changes nothing. */
const NOTHING: Weight = { level: 'note', loses: false };
/** Android shrugs it off, and so do we; an honest tool does not write it. */
const ODD: Weight = { level: 'warning', loses: false };
/** A unit of a manifest or of resources is missing from what was read. */
const LOST: Weight = { level: 'warning', loses: true };
/** Code is missing from what was read: a claim that something is not there rests on it, hence the level. */
const CODE_LOST: Weight = { level: 'error', loses: true };

/** Every code that readers say without ending the reading. */
export const ODDITIES: Readonly<Record<string, Weight>> = {
  'arsc/chunk-cut': LOST,
  'arsc/chunk-malformed': LOST,
  'arsc/entry-malformed': LOST,
  'arsc/header-size': ODD,
  'arsc/key-names-malformed': ODD,
  'arsc/library-malformed': ODD,
  'arsc/package-count': ODD,
  'arsc/package-header': LOST,
  'arsc/reference-circle': ODD,
  'arsc/several-string-pools': ODD,
  'arsc/staged-alias-malformed': ODD,
  'arsc/staged-alias-repeated': ODD,
  'arsc/string-pool-malformed': LOST,
  'arsc/trailing-bytes': ODD,
  'arsc/type-id-offset': ODD,
  'arsc/type-malformed': LOST,
  'arsc/type-names-malformed': ODD,
  'arsc/type-spec-malformed': ODD,
  'arsc/type-spec-repeated': ODD,
  'arsc/type-without-spec': ODD,
  'arsc/unknown-chunk': ODD,
  'axml/attribute-cut': LOST,
  'axml/attribute-namespace': ODD,
  'axml/attribute-repeated': ODD,
  'axml/attribute-size': ODD,
  'axml/attribute-start': ODD,
  'axml/attribute-without-id': LOST,
  'axml/attribute-without-name': ODD,
  'axml/attributes-beyond-node': LOST,
  'axml/attributes-unsorted': ODD,
  'axml/chunk-malformed': ODD,
  'axml/chunk-odd': ODD,
  'axml/element-without-name': ODD,
  'axml/end-name-differs': ODD,
  'axml/header-size': ODD,
  'axml/node-malformed': LOST,
  'axml/several-resource-maps': ODD,
  'axml/several-roots': ODD,
  'axml/several-string-pools': ODD,
  'axml/size-wrong': ODD,
  'axml/string-index': LOST,
  'axml/trailing-bytes': ODD,
  'axml/unclosed-element': ODD,
  'axml/unexpected-end': ODD,
  'axml/unknown-chunk': ODD,
  'axml/value-size': ODD,
  'axml/wrong-type': ODD,
  'dex/checksum-wrong': NOTHING,
  'dex/class-data-broken': CODE_LOST,
  'dex/code-out-of-range': CODE_LOST,
  'dex/container-broken': CODE_LOST,
  'dex/header-offset-wrong': ODD,
  'dex/index-out-of-range': CODE_LOST,
  'dex/instructions-broken': CODE_LOST,
  'dex/map-lost': CODE_LOST,
  'dex/map-out-of-range': ODD,
  'dex/platform-class-copied': NOTHING,
  'dex/section-out-of-range': CODE_LOST,
  'dex/sections-overlap': ODD,
  'dex/trailing-bytes': NOTHING,
  'dex/truncated': CODE_LOST,
  'dex/unknown-version': ODD,
  'limit/call-graph-edges': CODE_LOST,
  'limit/endpoints': CODE_LOST,
  'limit/entries': ODD,
  'limit/flow-facts': CODE_LOST,
  'limit/flow-graphs': CODE_LOST,
  'limit/flow-origins': CODE_LOST,
  'limit/flow-readers': CODE_LOST,
  'limit/flow-targets': CODE_LOST,
  'limit/flow-work': CODE_LOST,
  'limit/flows-kept': CODE_LOST,
  'limit/method-units': CODE_LOST,
  'limit/method-work': CODE_LOST,
  'limit/reference-depth': LOST,
  'limit/reference-ends': LOST,
  'limit/resource-entries': LOST,
  'limit/resource-types': LOST,
  'limit/start-callers': CODE_LOST,
  'limit/string-bytes': LOST,
  'limit/strings': LOST,
  'limit/supertypes': CODE_LOST,
  'limit/xml-attributes': LOST,
  'limit/xml-depth': LOST,
  'limit/xml-elements': LOST,
  'string-pool/embedded-nul': ODD,
  'string-pool/length-cut': ODD,
  'string-pool/string-unreadable': LOST,
  'xml/several-roots': ODD,
  'zip/bad-entry-offset': ODD,
  'zip/bad-name': NOTHING,
  'zip/bad-zip64': ODD,
  'zip/compressed-size': ODD,
  'zip/duplicate-name': ODD,
  'zip/encryption-flag': ODD,
  'zip/end-record-in-comment': ODD,
  'zip/entry-count': ODD,
  'zip/hidden-entries': ODD,
  'zip/local-method-differs': NOTHING,
  'zip/local-name-differs': ODD,
  'zip/local-sizes-differ': ODD,
  'zip/multi-disk': ODD,
  'zip/no-header-at-start': ODD,
  'zip/prefixed-data': ODD,
  'zip/size-differs': ODD,
  'zip/trailing-bytes': ODD,
  'zip/unknown-method': NOTHING,
};

/** A code that no reader says itself came with a ParseError from below: then a unit was given up. */
export const weightOf = (code: string): Weight => (Object.hasOwn(ODDITIES, code) ? ODDITIES[code]! : LOST);
