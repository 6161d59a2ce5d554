// SDKs in apps of their own, as a group of the truth page: each recipe below wrapped/ names an artefact of Maven Central,
// the calls that its guide tells an app to make, and what the code of the SDK then takes, read from the decompiled code,
// whatever the tool says of it. Two builds each: plain by D8, and shrunk, optimised and renamed by R8 with the rules that
// the artefact brings. Leaves fetching and building to test/sdks/workshop.js and counting to score.js.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { keepsOf, manifestWith, openWorkshop, writeRest } from '../sdks/workshop.js';
import { faultsOf } from './labels.js';
import { figuresOf } from './score.js';

export const WRAPS = new URL('wrapped/', import.meta.url);
const BUILDS = ['plain', 'shrunk'];
/** Of a tool that needs no personal data. */
const TYPE = 'utility-tools';
const OWN = 'org.lab.caller';

/**
 * Recipe → the labels of its two builds. `shrunk: RUNG` of a taking says what R8 left of it where that is less.
 * @throws Error that names every fault
 */
export function labelsOf(id, recipe, kinds = null) {
  const labels = BUILDS.map((build) => ({
    id: `${id}, ${build}`,
    build,
    origin: `maven:${recipe.at}`,
    file: recipe.at,
    sha256: recipe.sha256,
    types: [TYPE],
    innocent: false,
    concern: 2,
    takes: (recipe.takes ?? []).map(({ shrunk, ...take }) => ({
      need: 'excess',
      ...take,
      party: take.party ?? `sdk:${recipe.sdk}`,
      rung: build === 'shrunk' ? (shrunk ?? take.rung) : take.rung,
    })),
  }));
  const faults = labels.flatMap((label) => faultsOf(label, kinds));
  if (!/^https:/.test(recipe.guide ?? '')) faults.push('guide: the page that tells the calls');
  if (!recipe.start && !recipe.use) faults.push('start or use: the calls');
  if (faults.length > 0) throw new Error(faults.map((fault) => `${id}: ${fault}`).join('\n'));
  return labels;
}

export function readWraps(folder = WRAPS) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({
      id: name.slice(0, -'.yaml'.length),
      recipe: parse(readFileSync(new URL(name, folder), 'utf8')),
    }));
}

/** The app around an SDK, in Java: what its guide tells to do at the start, and what a press of a button asks of it. */
const callerOf = ({ start = '', use = '', members = '' }) => ({
  Start: `package ${OWN};
public class Start extends android.app.Application {
  public void onCreate() { super.onCreate(); try { begin(this); } catch (Exception e) { throw new RuntimeException(e); } }
  private static void begin(final android.app.Application app) throws Exception { ${start} }
}`,
  Screen: `package ${OWN};
public class Screen extends android.app.Activity implements android.view.View.OnClickListener {
  protected void onCreate(android.os.Bundle state) {
    super.onCreate(state);
    android.widget.Button button = new android.widget.Button(this);
    button.setOnClickListener(this);
    setContentView(button);
  }
  public void onClick(android.view.View view) { try { use(this); } catch (Exception e) { throw new RuntimeException(e); } }
  private void use(final android.app.Activity screen) throws Exception { ${use} }
  ${members}
}`,
});

const COMPONENT = `<activity android:name="${OWN}.Screen" android:exported="true"><intent-filter><action android:name="android.intent.action.MAIN"/><category android:name="android.intent.category.LAUNCHER"/></intent-filter></activity>`;

/** What the build of an Android app gives R8 besides: proguard-android-optimize.txt, as far as code goes. */
const ANDROID_RULES = `
-allowaccessmodification
-keepattributes AnnotationDefault,EnclosingMethod,InnerClasses,RuntimeVisibleAnnotations,RuntimeVisibleParameterAnnotations,RuntimeVisibleTypeAnnotations,Signature
-keepclasseswithmembernames,includedescriptorclasses class * { native <methods>; }
-keepclassmembers public class * extends android.view.View { void set*(***); *** get*(); }
-keepclassmembers class * extends android.app.Activity { public void *(android.view.View); }
-keepclassmembers enum * { public static **[] values(); public static ** valueOf(java.lang.String); }
-keepclassmembers class * implements android.os.Parcelable { public static final ** CREATOR; }
-keepclassmembers class * { @android.webkit.JavascriptInterface <methods>; }
-dontwarn **
-ignorewarnings`;

/** Lays one app out and says which line makes its DEX; null when that is there. */
async function prepare(shop, { id, recipe }, build) {
  const folder = join(shop.work, 'wrapped', `${id}-${build}`);
  const said = JSON.stringify([recipe.at, recipe.deps, recipe.permissions, callerOf(recipe), recipe.inside]);
  const note = join(folder, 'recipe.json');
  if (existsSync(note) && readFileSync(note, 'utf8') === said && existsSync(join(folder, 'dex.zip')))
    return null;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const parts = [];
  for (const [index, at] of [recipe.at, ...(recipe.deps ?? [])].entries())
    parts.push(await shop.unpack(at, join(folder, `part-${index}`)));
  const jars = parts.flatMap((part) => part.jars);
  const manifest = manifestWith({
    own: OWN,
    library: parts[0].manifest,
    permissions: recipe.permissions ?? ['INTERNET', 'ACCESS_NETWORK_STATE'],
    application: ` android:name="${OWN}.Start"`,
    inside: COMPONENT + (recipe.inside ?? ''),
  });
  writeFileSync(join(folder, 'AndroidManifest.xml'), manifest);
  await writeRest(folder, Object.assign({}, ...parts.map(({ rest }) => rest).reverse()));
  jars.push(compileCaller(shop, folder, recipe, jars));
  writeFileSync(note, said);
  if (build === 'plain') return shop.d8Line(folder, jars);
  const rules = [ANDROID_RULES, ...keepsOf(manifest), ...parts.map((part) => part.rules ?? '')];
  return shop.r8Line(folder, jars, rules.join('\n'));
}

function compileCaller(shop, folder, recipe, jars) {
  const [source, classes, jar] = ['source', 'classes', 'caller.jar'].map((name) => join(folder, name));
  for (const made of [source, classes]) mkdirSync(made, { recursive: true });
  const files = Object.entries(callerOf(recipe)).map(([name, text]) => {
    const file = join(source, `${name}.java`);
    writeFileSync(file, text);
    return file;
  });
  const path = [shop.platformClasses(), ...jars].join(':');
  const options = ['-proc:none', '-nowarn', '-source', '8', '-target', '8', '-cp', path, '-d', classes];
  execFileSync('javac', [...options, ...files], { stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('jar', ['cf', jar, '-C', classes, '.']);
  return jar;
}

/**
 * Whose an SDK's code is said to be: what stands in the caller's own classes counts where it asks the platform, since the
 * caller asks the platform for nothing and an optimiser moves an SDK's code there.
 */
export function evidenceOf(report, { sdk, also = [] }) {
  const theirs = new Set([sdk, ...also]);
  const counts = { theirs: 0, nobodys: 0, others: 0, app: 0 };
  for (const { place, what, by } of report.kinds.flatMap(({ evidence }) => evidence)) {
    if (!place.symbol?.startsWith('L')) continue;
    if (
      place.symbol.startsWith(`L${OWN.replaceAll('.', '/')}/`) &&
      !/^(field:|reflect:)?Landroid\//.test(what)
    )
      continue;
    if (by.kind === 'sdk') counts[theirs.has(by.id) ? 'theirs' : 'others']++;
    else counts[by.kind === 'app' ? 'app' : 'nobodys']++;
  }
  return counts;
}

/** Who was named: the SDK, and names of SDKs whose code is not there. SDKs that are only called are no naming. */
function namingOf(report, { sdk, also = [] }) {
  const named = report.sdks.filter(({ calledOnly }) => calledOnly !== true).map(({ id }) => id);
  return { named: named.includes(sdk), wrong: named.filter((id) => id !== sdk && !also.includes(id)) };
}

/** Runs → figures of both builds together and of each, with who was named and whose the evidence is. */
export function countWrapped(runs) {
  const add = (list, key) => list.reduce((sum, one) => sum + one[key], 0);
  const count = (own) => {
    const evidence = own.map(({ report, recipe }) => evidenceOf(report, recipe));
    const naming = own.map(({ report, recipe }) => namingOf(report, recipe));
    return {
      ...figuresOf(own),
      named: naming.filter(({ named }) => named).length,
      wronglyNamed: naming.flatMap(({ wrong }) => wrong),
      evidence: Object.fromEntries(
        ['theirs', 'nobodys', 'others', 'app'].map((key) => [key, add(evidence, key)]),
      ),
    };
  };
  const builds = BUILDS.map((name) => [name, runs.filter(({ label }) => label.build === name)]);
  return {
    artefacts: new Set(runs.map(({ label }) => label.origin)).size,
    ...count(runs),
    builds: builds.filter(([, own]) => own.length > 0).map(([name, own]) => ({ name, ...count(own) })),
  };
}

/** Builds every recipe below `work` and judges it: runs as figuresOf counts them. */
export async function wrappedRuns(work, { judgeFile, kinds, only = '' }) {
  const shop = openWorkshop(work);
  const wraps = readWraps().filter(({ id }) => id.includes(only));
  const labels = wraps.flatMap(({ id, recipe }) =>
    labelsOf(id, recipe, kinds).map((label) => ({
      label,
      recipe,
      folder: join(work, 'wrapped', `${id}-${label.build}`),
    })),
  );
  shop.fetchAll(wraps.flatMap(({ recipe }) => [recipe.at, ...(recipe.deps ?? [])]));
  const lines = [];
  for (const wrap of wraps) {
    shop.hashOf(wrap.recipe.at, wrap.recipe.sha256);
    for (const build of BUILDS) lines.push(await prepare(shop, wrap, build));
  }
  shop.compileAll(lines.filter((line) => line !== null));
  const runs = [];
  for (const { label, recipe, folder } of labels) {
    if (existsSync(join(folder, 'dex.zip')))
      runs.push({ label, recipe, ...judgeFile(await shop.link(folder), TYPE) });
    else console.error(`not built: ${label.id}`);
  }
  return runs;
}
