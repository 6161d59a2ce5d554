// Which methods of a class the platform can call because they override its own: the platform's table joined with the
// class's methods. Leaves when they are called to callbacks.ts.
import { ACCESS } from '../formats/dex/layout.js';
import { SCRIPT_FAMILY, type Families, type Family } from './callbacks.js';
import {
  collectPlatform,
  dispatchTable,
  isClassBelow,
  isPlatformSubtype,
  platformAncestors,
  type Hierarchy,
} from './hierarchy.js';

/** What a class can be whose base is not in the package. */
const COMPONENT_TYPES = [
  'Landroid/app/Activity;',
  'Landroid/app/Application;',
  'Landroid/app/Service;',
  'Landroid/content/ContentProvider;',
  'Landroid/content/BroadcastReceiver;',
  'Landroid/app/Fragment;',
];

/** A method the platform can call on an object of a class. */
export interface Override {
  method: number;
  signature: number;
  /** Platform type that declares it; "" for a library that is not in the package. */
  owner: string;
  family: Family;
}

export class Overrides {
  private readonly h: Hierarchy;
  private readonly scripts: ReadonlySet<number>;
  /** Index in the platform's signatures of each program signature, -1 for none, -2 when not yet looked up. */
  private readonly platformSignature: Int32Array;
  private readonly declared = new Map<string, Map<number, number>>();
  private readonly families: Families;
  private readonly scheduled: { type: number; names: readonly string[]; family: (name: string) => Family }[];
  private readonly lists: (readonly Override[] | undefined)[];
  private lifeCycles: Map<number, string> | undefined;

  /** @param scripts methods annotated as callable by a page's script */
  constructor(h: Hierarchy, scripts: ReadonlySet<number>, families: Families) {
    this.h = h;
    this.scripts = scripts;
    this.families = families;
    const { program } = h;
    this.platformSignature = new Int32Array(program.signatures.size).fill(-2);
    this.scheduled = families.bundled.flatMap(({ type: name, methods: names, family }) => {
      const type = program.types.find(name);
      return type < 0 ? [] : [{ type, names, family }];
    });
    this.lists = new Array<readonly Override[] | undefined>(program.classType.length);
  }

  /** Every method of the class, its own or inherited inside the package, that the platform can call. */
  of(cls: number): readonly Override[] {
    return (this.lists[cls] ??= this.find(cls));
  }

  private find(cls: number): Override[] {
    const declared = this.declaredAbove(cls);
    const found: Override[] = [];
    const scheduled = this.scheduled.filter(({ type }) => isClassBelow(this.h, cls, type));
    const table = dispatchTable(this.h, cls);
    const count = table.length >> 1;
    for (let i = 0; i < count; i++) {
      const override = this.overrideOf(cls, table[i]!, table[count + i]!, declared, scheduled);
      if (override) found.push(override);
    }
    return found;
  }

  private overrideOf(
    cls: number,
    signature: number,
    method: number,
    declared: ReadonlyMap<number, number>,
    scheduled: Overrides['scheduled'],
  ): Override | null {
    const { program } = this.h;
    const name = program.names.text(program.signatures.first.at(signature));
    for (const { names, family } of scheduled) {
      if (names.includes(name)) return { method, signature, owner: '', family: family(name) };
    }
    if (this.scripts.has(method)) return { method, signature, owner: '', family: SCRIPT_FAMILY };
    const index = this.indexOf(signature, name);
    const by = index < 0 ? undefined : declared.get(index);
    if (by !== undefined) {
      const owner = this.mostTelling(cls, by, name);
      return { method, signature, owner, family: this.families.of(owner, name) };
    }
    if (this.h.unknownAbove[cls] !== 1) return null;
    // Through a base that is not there, a vendor's Activity for one, Android still calls what it knows by name.
    const access = program.methodAccess[method]!;
    const life =
      index < 0 || (access & (ACCESS.public | ACCESS.protected)) === 0 ? undefined : this.lifeCycle(index);
    if (life !== undefined) return { method, signature, owner: life, family: this.families.of(life, name) };
    // A library that is not there may call whatever it can see.
    if ((access & (ACCESS.public | ACCESS.final)) !== ACCESS.public) return null;
    return { method, signature, owner: '', family: this.families.of(this.unknownAbove(cls), name) };
  }

  /** The kind of component that declares a platform signature, the first that does. */
  private lifeCycle(index: number): string | undefined {
    if (this.lifeCycles === undefined) {
      const { platform } = this.h;
      this.lifeCycles = new Map<number, string>();
      for (const name of COMPONENT_TYPES) {
        const all = new Set<number>();
        collectPlatform(platform, platform.indexOf.get(name) ?? -1, all);
        for (const type of all) {
          if (platform.names[type] === 'Ljava/lang/Object;') continue;
          for (let i = platform.methodStart[type]!; i < platform.methodStart[type + 1]!; i++) {
            const signature = platform.methods[i]!;
            if (!this.lifeCycles.has(signature)) this.lifeCycles.set(signature, platform.names[type]!);
          }
        }
      }
    }
    return this.lifeCycles.get(index);
  }

  private indexOf(signature: number, name: string): number {
    const known = this.platformSignature[signature]!;
    if (known !== -2) return known;
    const { program, platform } = this.h;
    const text = name + program.descriptors.text(program.signatures.second.at(signature));
    return (this.platformSignature[signature] = platform.signatureIndex.get(text) ?? -1);
  }

  /** The first type above the class that is nowhere to be read. */
  private unknownAbove(cls: number): string {
    const { program } = this.h;
    for (let i = this.h.ancestorStart[cls]!; i < this.h.ancestorStart[cls + 1]!; i++) {
      const type = this.h.ancestors[i]!;
      if (program.typeClass[type]! < 0 && this.h.platformOf[type]! < 0) return program.types.text(type);
    }
    return program.types.text(program.classType[cls]!);
  }

  /**
   * The platform type to name for a method that `by` declares: a type between it and the class that has a family of its
   * own (a TimerTask's run is a timer's, not just any Runnable's), else the one that declares it.
   */
  private mostTelling(cls: number, by: number, name: string): string {
    const { platform } = this.h;
    for (const index of platformAncestors(this.h, cls)) {
      if (index === by || !isPlatformSubtype(platform, index, by)) continue;
      if (this.families.named(platform.names[index]!, name)) return platform.names[index]!;
    }
    return platform.names[by]!;
  }

  /** Platform signature → platform type that declares it, over all platform types above the class. */
  private declaredAbove(cls: number): Map<number, number> {
    const above = platformAncestors(this.h, cls);
    const key = above.join();
    let declared = this.declared.get(key);
    if (!declared) {
      const { platform } = this.h;
      declared = new Map();
      const all = new Set<number>();
      for (const index of above) collectPlatform(platform, index, all);
      for (const index of all) {
        for (let i = platform.methodStart[index]!; i < platform.methodStart[index + 1]!; i++) {
          declared.set(platform.methods[i]!, index);
        }
      }
      this.declared.set(key, declared);
    }
    return declared;
  }
}
