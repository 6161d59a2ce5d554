// A folder of small real packages for surveys: permissions, a little code, labels as given. Leaves counting to the tests.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildAxml, el, manifestSpec } from './axml.js';
import { buildDex } from './dex.js';
import { zip } from './zip.js';

export interface SmallApp {
  package: string;
  label?: string;
  permissions?: readonly string[];
  /** Reads the last known location when the screen opens. */
  takesLocation?: boolean;
}

export function smallApk(app: SmallApp): Uint8Array {
  const activity = `L${app.package.replaceAll('.', '/')}/Main;`;
  const manifest = manifestSpec(
    { package: app.package },
    [
      el('activity', { name: `${app.package}.Main`, exported: true }, [
        el('intent-filter', {}, [
          el('action', { name: 'android.intent.action.MAIN' }),
          el('category', { name: 'android.intent.category.LAUNCHER' }),
        ]),
      ]),
    ],
    [
      el('uses-sdk', { minSdkVersion: 21, targetSdkVersion: 34 }),
      ...(app.permissions ?? []).map((p) => el('uses-permission', { name: `android.permission.${p}` })),
    ],
    app.label === undefined ? {} : { label: app.label },
  );
  const taking = [
    ['const-string', 0, 'gps'],
    [
      'invoke-virtual',
      [1, 0],
      'Landroid/location/LocationManager;->getLastKnownLocation(Ljava/lang/String;)Landroid/location/Location;',
    ],
    ['return-void'],
  ] as const;
  const dex = buildDex({
    classes: [
      {
        name: activity,
        super: 'Landroid/app/Activity;',
        methods: [
          { name: '<init>', proto: '()V', access: 'public constructor', code: [['return-void']] as never },
          {
            name: 'onCreate',
            proto: '(Landroid/os/Bundle;)V',
            code: (app.takesLocation ? taking : [['return-void']]) as never,
          },
        ],
      },
    ],
  });
  return zip([
    { name: 'AndroidManifest.xml', data: buildAxml(manifest), method: 8 },
    { name: 'classes.dex', data: dex, method: 8 },
  ]);
}

/** Writes files below a folder; values are apps or bytes. */
export function putApps(folder: string, apps: Readonly<Record<string, SmallApp | Uint8Array>>): void {
  for (const [name, app] of Object.entries(apps)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, app instanceof Uint8Array ? app : smallApk(app));
  }
}

/** `count` apps of several shapes, with a few that cannot be read. */
export function manyApps(count: number): Record<string, SmallApp | Uint8Array> {
  const apps: Record<string, SmallApp | Uint8Array> = {};
  for (let i = 0; i < count; i++) {
    const name = `${i % 3 === 0 ? 'store/' : ''}app-${String(i).padStart(3, '0')}.apk`;
    if (i % 9 === 8) apps[name] = new Uint8Array(40 + i).fill(i);
    else
      apps[name] = {
        package: `com.example.a${i}`,
        label: `App ${i}`,
        takesLocation: i % 2 === 0,
        permissions: i % 4 < 2 ? ['ACCESS_FINE_LOCATION', 'INTERNET'] : ['READ_CONTACTS'],
      };
  }
  return apps;
}
