// Watched shell commands inside longer ones: "su -c screencap -p /sdcard/a.png" holds "screencap -p". Leaves telling a
// command from a sentence to the catalogue, which asks for a call that runs commands beside it.

/** Longest command line looked at; scripts kept as text are no single command. */
const MAX_LENGTH = 400;
/** Words that run what follows them as a command. */
const RUNNERS = /^(?:su|sh|bash|busybox|toybox|toolbox|nohup|exec|-c|0|root)$/;
const SEPARATORS = /(\|\||&&|[;|&\n])/;

/** Watch ids of the longest watched text that begins each command of a line; none for a line that is itself watched. */
export function matchCommands(watched: ReadonlyMap<string, readonly string[]>, line: string): string[] {
  if (line.length > MAX_LENGTH || watched.has(line) || !/[\s/]/.test(line)) return [];
  const found = new Set<string>();
  for (const part of line.split(SEPARATORS)) {
    const words = part.split(/[\s"']+/).filter((word) => word !== '');
    let from = 0;
    while (from < words.length && RUNNERS.test(nameOf(words[from]!))) from++;
    if (from === words.length) continue;
    words[from] = nameOf(words[from]!);
    for (let to = words.length; to > from; to--) {
      const ids = watched.get(words.slice(from, to).join(' '));
      if (ids === undefined) continue;
      for (const id of ids) found.add(id);
      break;
    }
  }
  return [...found];
}

/** "/system/bin/su" is "su". */
function nameOf(word: string): string {
  return /^\/(?:system|vendor|apex|sbin|data)\//.test(word) ? word.slice(word.lastIndexOf('/') + 1) : word;
}
