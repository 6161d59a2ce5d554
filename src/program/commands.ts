// Watched shell commands inside longer ones: "su -c screencap -p /sdcard/a.png" holds "screencap -p". Leaves telling a
// command from a sentence to the catalogue, which asks for a call that runs commands beside it.

/** Longest command line looked at; scripts kept as text are no single command. */
const MAX_LENGTH = 400;
/** Words that run what follows them as a command. */
const RUNNERS = /^(?:su|sh|bash|busybox|toybox|toolbox|nohup|exec|-c|0|root)$/;
/** Commands that print what their argument names: a property, a setting, a file, a content address. */
const READERS = /^(?:getprop|settings|content|cat|ls|head|tail|grep|dd|cp|stat|strings)$/;
const SEPARATORS = /(\|\||&&|[;|&\n])/;

/**
 * Watch ids of the longest watched text that begins each command of a line, and of what its arguments name where the
 * command prints that; none for a line that is itself watched.
 * @param address the watch ids of a content address
 */
// eslint-disable-next-line complexity -- the longest beginning wins: both loops end each other
export function matchCommands(
  watched: ReadonlyMap<string, readonly string[]>,
  line: string,
  address: (text: string) => readonly string[] = () => [],
): string[] {
  if (line.length > MAX_LENGTH || watched.has(line) || !/[\s/]/.test(line)) return [];
  const found = new Set<string>();
  for (const part of line.split(SEPARATORS)) {
    let words = part.split(/[\s"']+/).filter((word) => word !== '');
    let from = 0;
    while (from < words.length && RUNNERS.test(nameOf(words[from]!))) from++;
    if (from === words.length) continue;
    words[from] = nameOf(words[from]!);
    words = plainly(words.slice(from));
    from = 0;
    for (let to = words.length; to > from; to--) {
      const ids = watchedBelow(watched, words.slice(from, to).join(' '));
      if (ids === undefined) continue;
      for (const id of ids) found.add(id);
      break;
    }
    if (!READERS.test(words[from]!)) continue;
    for (const word of words.slice(from + 1)) {
      for (const id of watched.get(word) ?? []) found.add(id);
      for (const id of address(word)) found.add(id);
    }
  }
  return [...found];
}

/** "/system/bin/su" is "su". */
function nameOf(word: string): string {
  return /^\/(?:system|vendor|apex|sbin|data)\//.test(word) ? word.slice(word.lastIndexOf('/') + 1) : word;
}

/** The command line that a list of arguments stands for: what follows a shell's "-c", else the words in order. */
export function commandLine(words: readonly string[]): string {
  const at = words.indexOf('-c');
  return at >= 0 && at + 1 < words.length ? words[at + 1]! : words.join(' ');
}

/** One order for what may stand in any: "content --user 0 query --projection x --uri y" asks for y. */
function plainly(words: readonly string[]): string[] {
  const at = words[0] === 'content' ? words.indexOf('--uri') : -1;
  const address = at < 0 ? undefined : words[at + 1];
  return address === undefined || !words.includes('query')
    ? [...words]
    : ['content', 'query', '--uri', address];
}

/** What is watched under a command, or under one whose last word is a path above: all rows hold these rows. */
function watchedBelow(
  watched: ReadonlyMap<string, readonly string[]>,
  command: string,
): readonly string[] | undefined {
  let text = command;
  for (;;) {
    const ids = watched.get(text);
    if (ids !== undefined) return ids;
    const slash = text.lastIndexOf('/');
    if (slash < 0 || text.includes(' ', slash) || !text.includes('://') || text[slash - 1] === '/')
      return undefined;
    text = text.slice(0, slash);
  }
}
