// What "unused" may be said of, by the real catalogue: what seen calls, fields, actions and service types need, by API level;
// what could be behind what was not seen. Leaves the wording to the check.
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { permissionUse } from '../../src/judge/permission-use.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { FileFacts, NativeFacts } from '../../src/model/facts.js';
import { facts, reach } from '../support/judging.js';

const catalogue = loadCatalogue();
const where = 'Lcom/shop/app/A;->m()V';
type Input = Parameters<typeof facts>[0] & { files?: Partial<FileFacts>; native?: NativeFacts };
const useOf = ({ files, native, ...input }: Input) => {
  const all = facts(input);
  const value = all.files.state === 'missing' ? null : all.files.value;
  return createView(
    {
      ...all,
      ...(files ? { files: { state: 'complete', value: { ...value!, ...files } } } : {}),
      ...(native ? { native: { state: 'complete', value: native } } : {}),
    },
    catalogue,
    UNKNOWN_TYPE,
  ).get(permissionUse);
};
const of = (name: string, input: Input): string => useOf(input).of(`android.permission.${name}`);
const seen = (...watches: string[]): Input => ({
  uses: watches.map((watch) => ({ watch, where, reach: [] })),
});

describe('needed by what is seen, though no kind is taken', () => {
  test.each([
    ['BLUETOOTH_CONNECT', 'Landroid/bluetooth/BluetoothSocket;->connect'],
    ['BLUETOOTH_SCAN', 'string:android.bluetooth.device.action.FOUND'],
    ['READ_PHONE_STATE', 'Landroid/telephony/TelephonyManager;->getDataNetworkType'],
    ['ANSWER_PHONE_CALLS', 'Landroid/telecom/TelecomManager;->acceptRingingCall'],
    ['CAMERA', 'override:Landroid/webkit/WebChromeClient;->onPermissionRequest'],
    // Rows are written at the addresses at which they are read.
    ['WRITE_CONTACTS', 'field:Landroid/provider/ContactsContract$RawContacts;->CONTENT_URI'],
    ['WRITE_CALENDAR', 'field:Landroid/provider/CalendarContract$Events;->CONTENT_URI'],
    // Beside precise location the system demands approximate.
    ['ACCESS_COARSE_LOCATION', 'Landroid/net/wifi/WifiManager;->getScanResults'],
    ['WRITE_EXTERNAL_STORAGE', 'Landroid/os/Environment;->getExternalStorageDirectory'],
    ['READ_EXTERNAL_STORAGE', 'Landroid/content/ContentResolver;->openInputStream'],
  ])('%s by %s', (name, watch) => {
    expect(of(name, seen(watch))).toBe('needed');
    expect(of(name, {})).toBe('none');
  });

  test('what the manifest listens to, serves and opens', () => {
    const action = {
      actions: ['android.intent.action.PHONE_STATE'],
      categories: [],
      data: [],
      priority: null,
    };
    expect(of('READ_PHONE_STATE', { components: [{ type: 'receiver', filters: [action] }] })).toBe('needed');
    expect(of('CAMERA', { components: [{ type: 'service', foregroundServiceTypes: ['camera'] }] })).toBe(
      'needed',
    );
    const opens = { actions: [], categories: [], data: ['scheme=file mimeType=image/*'], priority: null };
    expect(of('READ_EXTERNAL_STORAGE', { components: [{ type: 'activity', filters: [opens] }] })).toBe(
      'needed',
    );
  });

  test('only on versions the app runs on: own folders need the permission up to Android 4.3', () => {
    const own = seen('Landroid/content/Context;->getExternalFilesDir');
    expect(of('WRITE_EXTERNAL_STORAGE', { ...own, manifest: { minSdk: 18 } })).toBe('needed');
    expect(of('WRITE_EXTERNAL_STORAGE', { ...own, manifest: { minSdk: 19 } })).toBe('none');
  });
});

describe('perhaps, or not to be said at all', () => {
  const asks = (what: 'address' | 'call') => ({
    permissions: ['android.permission.READ_CONTACTS', 'android.permission.CAMERA'],
    code: { asks: [{ what, site: 0, offset: 1 }] },
    uses: [{ watch: 'x', where, reach: [reach('screen')] }],
  });
  test('an address that could not be worked out may be of contacts, never of the camera', () => {
    expect([of('READ_CONTACTS', asks('address')), of('CAMERA', asks('address'))]).toEqual([
      'perhaps',
      'none',
    ]);
    expect(of('CAMERA', asks('call'))).toBe('perhaps');
  });
  test('native code reads files and opens the microphone past the framework', () => {
    const library = {
      entry: 'lib/arm64-v8a/liba.so',
      name: 'liba.so',
      abi: 'arm64-v8a',
      sizeBytes: 1,
      needed: [],
      imports: 0,
      jniMethods: [],
    };
    const native = { native: { libraries: [library] } };
    expect([of('RECORD_AUDIO', native), of('READ_CONTACTS', native)]).toEqual(['perhaps', 'none']);
  });
  test('hidden code hides every use', () => {
    expect(useOf({ files: { hiddenDex: ['assets/x'] } }).hidden).toEqual(['hidden-dex']);
  });
});
