// Packages that hold classes which the build generates for a module: R (its resources) and BuildConfig (its settings).
// They tell where a module's own code lives when the application id says something else. Leaves whose module it is to
// the engine: libraries bring such classes too.
import { VALUE, readStaticValues } from '../formats/dex/values.js';
import type { CodeFacts } from '../model/facts.js';
import { descriptorOf } from './names.js';
import { classNamed, type Program } from './program.js';

/** R itself goes first when code is shrunk; these stay longest. */
const R_CLASSES = ['R', 'R$id', 'R$layout', 'R$string', 'R$styleable', 'R$drawable', 'R$attr'];
/** "public static final String APPLICATION_ID", which the Android Gradle plugin writes for an app's module. */
const APPLICATION_ID = 'APPLICATION_ID';

/** Sorted as `packages` is, by package. */
export function findGenerated(program: Program, packages: CodeFacts['packages']): CodeFacts['generated'] {
  const classOf = (name: string): number => classNamed(program, descriptorOf(name));
  const found: CodeFacts['generated'] = [];
  let before = '';
  for (const { name } of packages) {
    if (name === '' || name === before) continue;
    before = name;
    const config = classOf(`${name}.BuildConfig`);
    const resources = R_CLASSES.some((simple) => classOf(`${name}.${simple}`) >= 0);
    if (config < 0 && !resources) continue;
    found.push({
      package: name,
      resources,
      buildConfig: config >= 0,
      applicationId: config < 0 ? null : applicationId(program, config),
    });
  }
  return found;
}

/** The constant that a BuildConfig class names as its application's id. */
function applicationId(program: Program, cls: number): string | null {
  const { dex, members } = program.dexes[program.classDex[cls]!]!;
  const def = program.classDef[cls]!;
  const first = members.fieldStart[def]!;
  for (let i = 0; i < members.staticFieldCount[def]!; i++) {
    if (dex.fieldName(members.fieldIds[first + i]!) !== APPLICATION_ID) continue;
    const value = readStaticValues(dex, def, i + 1)[i];
    return value?.type === VALUE.string ? dex.string(value.number) : null;
  }
  return null;
}
