// Names of assemblies that are the platform's or a framework's own: every app carries them, and none of their code is the
// app's. Told once, for who reads assemblies and for who says what was left unread.

const PLATFORM =
  /^(?:mscorlib|netstandard|WindowsBase|Accessibility|GoogleGson|Jsr305Binding|ExoPlayer(?:\..+)?|SQLite-net|I18N(?:\..+)?|System(?:\..+)?|Microsoft\.(?:Maui|Extensions|CSharp|Win32|VisualBasic|AspNetCore|JSInterop|Data|Bcl|Android|iOS|Windows|NETCore|IdentityModel)(?:\..+)?|_Microsoft\..+|Mono(?:\..+)?|Java\.Interop(?:\..+)?|Xamarin(?:\..+)?|UnityEngine(?:\..+)?|Unity(?:\..+)?|(?:.+\/)?[^/]+\.resources)$/;

/** @param name without ".dll"; resources of a culture have its name and a slash before it */
export const isPlatformAssembly = (name: string): boolean => PLATFORM.test(name);

/** Entries that hold one assembly each, with its name. */
const LOOSE =
  /^(?:.+!)?(?:assemblies\/(?:(?:arm64-v8a|armeabi-v7a|x86_64|x86)\/)?|assets\/bin\/Data\/Managed\/|lib\/[^/]+\/lib_)((?:[^/]+\/)?[^/]+)\.dll(?:\.so)?$/;
/** The name of the assembly that an entry holds; null for any other entry. */
export const assemblyOfEntry = (entry: string): string | null => LOOSE.exec(entry)?.[1] ?? null;
