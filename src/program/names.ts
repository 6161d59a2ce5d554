// The two spellings of a class name and the parts of it. Leaves ids to program.ts.

export { descriptorOf, javaNameOf as javaName } from '../model/watch-id.js';

/** "Lcom/a/B;" → "com.a"; "" for the unnamed package. */
export function packageOf(descriptor: string): string {
  const end = descriptor.lastIndexOf('/');
  return end < 0 ? '' : descriptor.slice(1, end).replaceAll('/', '.');
}
/** "Lcom/a/B$C;" → "B$C". */
export function simpleName(descriptor: string): string {
  return descriptor.slice(Math.max(descriptor.lastIndexOf('/') + 1, 1), -1);
}

/** Name spaces that the boot class path holds on every device, for classes that the public table leaves out. */
const PLATFORM_PREFIXES = [
  'Landroid/',
  'Ljava/',
  'Ldalvik/',
  'Lorg/json/',
  'Lorg/xml/',
  'Lorg/w3c/',
  'Lorg/xmlpull/',
  'Lcom/android/internal/',
  'Llibcore/',
  'Lsun/',
  'Ljdk/',
];
/** Bundled libraries whose names begin like the platform's. */
const BUNDLED_PREFIXES = ['Landroid/support/', 'Landroid/arch/'];

/** True for a class name in the platform's own name space. */
export function isPlatformName(descriptor: string): boolean {
  return (
    PLATFORM_PREFIXES.some((prefix) => descriptor.startsWith(prefix)) &&
    !BUNDLED_PREFIXES.some((prefix) => descriptor.startsWith(prefix))
  );
}

/** The outermost class that a class is written in: "Lcom/a/B$C$1;" → "Lcom/a/B;". */
export function nestOf(descriptor: string): string {
  const at = descriptor.indexOf('$', descriptor.lastIndexOf('/') + 2);
  return at < 0 ? descriptor : `${descriptor.slice(0, at)};`;
}
