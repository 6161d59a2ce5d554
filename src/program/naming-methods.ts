// Methods of java.lang.Class that only tell of a class: whoever calls them on a class constant makes no object of it.
// Leaves what a call does to the sweep.
export const NAMING_METHODS: ReadonlySet<string> = new Set([
  'getSimpleName',
  'getName',
  'getCanonicalName',
  'getTypeName',
  'desiredAssertionStatus',
  'getClassLoader',
  'getResource',
  'getResourceAsStream',
  'getPackage',
  'hashCode',
  'toString',
]);
