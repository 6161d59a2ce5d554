// Where code of assemblies starts: components that the manifest is made of, parts of Unity's scenes, and what runs as an
// engine loads. Leaves what follows from there to reach.ts.
import { readUtf8 } from '../bytes/text.js';
import type { ManagedProgram, ManagedType } from './program.js';
import type { ManagedReach } from './reach.js';
import { RANK } from './when.js';

const COMPONENTS: Readonly<Record<string, number>> = {
  'Android.App.ApplicationAttribute': RANK.startup,
  'Android.Content.ContentProviderAttribute': RANK.startup,
  'Android.App.ActivityAttribute': RANK.screen,
  'Android.App.ServiceAttribute': RANK.background,
  'Android.Content.BroadcastReceiverAttribute': RANK.background,
};
/** Components that run without anybody in the app asking for them. */
const ALWAYS = new Set(['Android.App.ApplicationAttribute', 'Android.Content.ContentProviderAttribute']);

export function startComponents(program: ManagedProgram, reach: ManagedReach): void {
  for (const type of program.types) {
    const attributes = program.attributesOf(type);
    if (attributes.length === 0) continue;
    const found = attributes.find(({ name }) => COMPONENTS[name] !== undefined);
    if (!found) continue;
    const launcher =
      says(found.value, 'MainLauncher') ||
      attributes.some(
        ({ name, value }) =>
          name === 'Android.App.IntentFilterAttribute' &&
          readUtf8(value).includes('android.intent.category.LAUNCHER'),
      );
    const open =
      ALWAYS.has(found.name) ||
      launcher ||
      says(found.value, 'Exported') ||
      attributes.some(({ name }) => name === 'Android.App.IntentFilterAttribute');
    if (open) reach.makeWhole(type, launcher ? RANK.firstScreen : COMPONENTS[found.name]!, -1);
  }
}

/** A named argument that is true: property, boolean, its name, one. */
function says(value: Uint8Array, name: string): boolean {
  const wanted = [0x54, 0x02, name.length, ...new TextEncoder().encode(name), 1];
  for (let at = value.indexOf(0x54); at >= 0; at = value.indexOf(0x54, at + 1))
    if (wanted.every((byte, index) => value[at + index] === byte)) return true;
  return false;
}

/** Assemblies that Unity builds from an app's own folders. */
const OF_SCENES = /^Assembly-CSharp(?:-firstpass)?$/;
/** What the engine calls on parts of scenes by name. */
const AS_SCENES_LOAD =
  /^(?:Awake|OnEnable|Start|Update|FixedUpdate|LateUpdate|OnGUI|OnApplicationFocus|OnBecameVisible|OnRenderObject|OnPreRender|OnPostRender)$/;
const BY_USERS = /^On(?:Mouse\w+|Pointer\w+|BeginDrag|Drag|EndDrag|Drop|Submit|Click\w*)$/;
const OTHERS = /^(?:On[A-Z]\w*)$/;
const RUNS_AS_LOADED = 'UnityEngine.RuntimeInitializeOnLoadMethodAttribute';

export function startScenes(program: ManagedProgram, reach: ManagedReach): void {
  for (const type of program.types) {
    const assembly = program.files[type.file]!.assembly.name;
    const part = isPart(program, type);
    if (part && OF_SCENES.test(assembly)) reach.makeWhole(type, RANK.screen, -1);
    for (let id = type.methods[0]; id < type.methods[1]; id++)
      if (program.attributesOfMethod(id).some(({ name }) => name === RUNS_AS_LOADED))
        reach.start(id, RANK.startup);
  }
}
export const isPart = (program: ManagedProgram, type: ManagedType): boolean =>
  /^UnityEngine\.(?:MonoBehaviour|ScriptableObject|StateMachineBehaviour)$/.test(program.outsideOf(type));

/** Rank of a method that the engine calls by its name; null when it calls none of that name. */
export function rankOfMessage(name: string, rank: number): number | null {
  if (AS_SCENES_LOAD.test(name)) return rank;
  if (BY_USERS.test(name)) return Math.max(rank, RANK.userAct);
  return OTHERS.test(name) ? Math.max(rank, RANK.callback) : null;
}
