// Writes rules/platform/hierarchy.txt from class files of the platform. For maintainers, once per API level:
//   node samples/tools/platform-hierarchy.mjs <types-android .d.ts> <folder of class files>… > rules/platform/hierarchy.txt
// samples/README.md tells where the folders come from. Leaves the compact form to src/catalogue/platform-table.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACC, readClassFile } from './class-file.mjs';
import { readPublicApi } from './public-api.mjs';
import { undeclaredClasses } from './undeclared.mjs';

const [declarations, ...folders] = process.argv.slice(2);
const api = readPublicApi(declarations);
const undeclared = new Set(undeclaredClasses.filter((name) => !api.has(name)));

/** Library code that ships with the declarations but is no platform, or that no app subclasses to be called back. */
const LEFT_OUT = /^(android\/R(\$|$)|android\/Manifest|androidx\/|junit\/|javax\/microedition\/|android\/test\/)/;

const classes = new Map();
for (const folder of folders)
  for (const file of readdirSync(folder, { recursive: true })) {
    if (!file.endsWith('.class') || file.endsWith('module-info.class') || file.endsWith('package-info.class')) continue;
    const parsed = readClassFile(readFileSync(join(folder, file)));
    if (parsed && !classes.has(parsed.name)) classes.set(parsed.name, parsed);
  }

const kept = new Set();
function keep(name) {
  const found = classes.get(name);
  if (!found || kept.has(name)) return;
  kept.add(name);
  if (found.superName) keep(found.superName);
  for (const i of found.interfaces) keep(i);
}
for (const name of api.keys()) if (!LEFT_OUT.test(name)) keep(name);
for (const name of ['java/lang/Object', ...undeclared]) keep(name);

const missing = [...api.keys(), ...undeclared].filter((n) => !classes.has(n) && !LEFT_OUT.test(n));
process.stderr.write(`kept ${kept.size} classes; in the declarations but without a class file: ${missing.length}\n`);
process.stderr.write(missing.join(' ') + '\n');

const memo = new Map();
/** Every "name(descriptor)" a class inherits as overridable. */
function inherited(name) {
  const known = memo.get(name);
  if (known) return known;
  const all = new Set();
  memo.set(name, all);
  const c = classes.get(name);
  if (!c) return all;
  for (const parent of [c.superName, ...c.interfaces]) {
    if (!parent) continue;
    for (const m of inherited(parent)) all.add(m);
    for (const m of own(parent)) all.add(m);
  }
  return all;
}
function own(name) {
  const c = classes.get(name);
  if (!c || c.flags & ACC.final) return [];
  const names = api.get(name);
  return c.methods
    .filter((m) => !(m.flags & (ACC.static | ACC.private | ACC.final | ACC.synthetic)) && !m.name.startsWith('<'))
    .filter((m) => m.flags & (ACC.public | ACC.protected))
    .filter((m) => !names || names.has(m.name))
    .map((m) => m.name + m.descriptor);
}

const byPackage = new Map();
for (const name of [...kept].sort()) {
  const cut = name.lastIndexOf('/');
  const pkg = name.slice(0, cut);
  if (!byPackage.has(pkg)) byPackage.set(pkg, []);
  byPackage.get(pkg).push(name);
}

const HEADER = `# The Android platform's classes, their supertypes and the methods an app can override: what decides whether a call
# through an app's own class reaches a platform method, and which of an app's methods the platform calls back.
# Origin: class files of Robolectric's android-all 17-robolectric-16653203 on Maven Central (built from the Android
# Open Source Project, API 37, Apache-2.0), java.* and javax.* of OpenJDK 25, org.apache.http of HttpCore and
# HttpClient 4.0.1 (Apache-2.0), each reduced to what Google publishes as the API of levels 21 to 37
# (names from @nativescript/types-android 9.1.1, and of packages that it leaves out from Android's documentation).
# Names and relations only; no code.
# Written by samples/tools/platform-hierarchy.mjs, never by hand; samples/README.md says how.
#
# @package            the package of the lines below it, in slashes
# K Name <Super :I,J  K: c class, a abstract class, f final class, i interface; "-" after K: not public API, kept because
#                     a public class extends it. Super is left out when it is java/lang/Object. A name without a slash
#                     is of the same package.
# <tab>name(args)ret  a method an app can override or implement, where it first appears in the class's supertypes;
#                     a line that starts with "(" is another overload of the name above it.`;

const out = [HEADER];
let overridables = 0;
for (const pkg of [...byPackage.keys()].sort()) {
  out.push(`@${pkg}`);
  const here = (n) => (n.slice(0, n.lastIndexOf('/')) === pkg ? n.slice(pkg.length + 1) : n);
  for (const name of byPackage.get(pkg)) {
    const c = classes.get(name);
    const kind = c.flags & ACC.interface ? 'i' : c.flags & ACC.final ? 'f' : c.flags & ACC.abstract ? 'a' : 'c';
    const hidden = api.has(name) || undeclared.has(name) ? '' : '-';
    const superName = c.superName === 'java/lang/Object' || c.superName === null ? '' : ` <${here(c.superName)}`;
    const interfaces = c.interfaces.length ? ` :${c.interfaces.map(here).sort().join(',')}` : '';
    out.push(`${kind}${hidden} ${here(name)}${superName}${interfaces}`);
    const known = inherited(name);
    const mine = [...new Set(own(name))].filter((m) => !known.has(m)).sort();
    overridables += mine.length;
    let last = '';
    for (const m of mine) {
      const cut = m.indexOf('(');
      const short = m.slice(0, cut) === last ? m.slice(cut) : m;
      last = m.slice(0, cut);
      out.push(`\t${short}`);
    }
  }
}
process.stderr.write(`${overridables} overridable methods\n`);
process.stdout.write(out.join('\n') + '\n');
