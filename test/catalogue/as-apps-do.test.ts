// Ways in which apps come by data, one small program each, as their compilers leave them: what is reported must be
// exactly the kind, and nothing where the user chose or the data is the app's own.
import { beforeAll, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { expandGroups } from '../../src/catalogue/groups.js';
import { obtains } from '../../src/judge/obtains.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import type { Catalogue, Watchlist } from '../../src/model/catalogue.js';
import { component, manifestOf, readCode } from '../support/code.js';
import { facts } from '../support/judging.js';
import { classesOf, type Step } from '../support/kind-fixtures.js';

let catalogue: Catalogue;
let watch: Watchlist;
let permissions: string[];
beforeAll(() => {
  const built = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url)));
  catalogue = expandGroups(built.catalogue);
  watch = built.watchlist;
  const ranges = catalogue.kinds.flatMap(({ routes }) => routes.flatMap((route) => route.permissions ?? []));
  permissions = [...new Set(ranges.flatMap(({ anyOf = [], allOf = [] }) => [...anyOf, ...allOf]))].sort();
}, 60_000);

const QUERY: Step =
  'call android.content.ContentResolver#query(Landroid/net/Uri;[Ljava/lang/String;Landroid/os/Bundle;Landroid/os/CancellationSignal;)Landroid/database/Cursor;';
const INSERT: Step =
  'call android.content.ContentResolver#insert(Landroid/net/Uri;Landroid/content/ContentValues;)Landroid/net/Uri;';
const WRITE: Step =
  'call android.content.ContentResolver#openFileDescriptor(Landroid/net/Uri;Ljava/lang/String;)Landroid/os/ParcelFileDescriptor; null, w';
const LIST: Step = 'call java.io.File#listFiles()[Ljava/io/File;';
const OPEN: Step = 'call java.net.URL#openConnection()Ljava/net/URLConnection;';
const file = (path: string): Step => `new java.io.File#<init>(Ljava/lang/String;)V ${path}`;
const collection = (of: string): Step =>
  `static android.provider.MediaStore$${of}#getContentUri(Ljava/lang/String;)Landroid/net/Uri; external`;
const field = (name: string): Step => `field android.provider.${name}:Landroid/net/Uri;`;
const tm = (member: string): Step => `call android.telephony.TelephonyManager#${member}`;
const url = (text: string): Step => `new java.net.URL#<init>(Ljava/lang/String;)V ${text}`;

test.each<[string[], string, Step[]]>([
  [['photos-videos'], 'pictures of a volume', [collection('Images$Media'), QUERY]],
  [[], 'a picture saved', [collection('Images$Media'), INSERT, WRITE]],
  [
    [],
    'a picture saved as apps used to',
    [field('MediaStore$Images$Media#EXTERNAL_CONTENT_URI'), INSERT, WRITE],
  ],
  [['audio-files'], 'music of a volume', [collection('Audio$Media'), QUERY]],
  [['photos-videos'], 'the camera’s folder by path', [file('/sdcard/DCIM/Camera'), LIST]],
  [['photos-videos'], 'pictures by their whole path', [file('/storage/emulated/0/Pictures'), LIST]],
  [['photos-videos'], 'pictures of a messenger', [file('/sdcard/tencent/MicroMsg/WeiXin'), LIST]],
  [['screenshots'], 'screenshots by path', [file('/sdcard/Pictures/Screenshots'), LIST]],
  [
    ['screenshots'],
    'screenshots by another path',
    [file('file:///storage/emulated/0/DCIM/Screenshots/'), LIST],
  ],
  [['files-docs'], 'all of shared storage', [file('/sdcard/'), LIST]],
  [['files-docs'], 'downloads', [file('/mnt/sdcard/download'), LIST]],
  [[], 'a folder of its own in shared storage', [file('/sdcard/com.example/log'), LIST]],
  [[], 'its own folder', [file('/data/data/com.example/files'), LIST]],
  [[], 'a path that is not listed', [file('/sdcard/DCIM/Camera/1.jpg')]],
  [['sms'], 'the inbox', [field('Telephony$Sms$Inbox#CONTENT_URI'), QUERY]],
  [
    ['sms'],
    'messages of a broadcast',
    [
      'static android.provider.Telephony$Sms$Intents#getMessagesFromIntent(Landroid/content/Intent;)[Landroid/telephony/SmsMessage;',
    ],
  ],
  [
    ['call-log'],
    'the last call',
    [
      'static android.provider.CallLog$Calls#getLastOutgoingCall(Landroid/content/Context;)Ljava/lang/String;',
    ],
  ],
  [
    ['calendar'],
    'events between two days',
    [
      'static android.provider.CalendarContract$Instances#query(Landroid/content/ContentResolver;[Ljava/lang/String;JJ)Landroid/database/Cursor;',
    ],
  ],
  [['device-hardware-id'], 'the device id of a slot', [tm('getDeviceId(I)Ljava/lang/String; 0')]],
  [['device-hardware-id'], 'the serial number', ['field android.os.Build#SERIAL:Ljava/lang/String;']],
  [['sim-identity'], 'the number of the SIM card', [tm('getSimSerialNumber()Ljava/lang/String;')]],
  [
    ['mac-address'],
    'the address of Bluetooth from the settings',
    [
      'static android.provider.Settings$Secure#getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String; null, bluetooth_address',
    ],
  ],
  [
    ['wifi-info'],
    'the name of the network',
    [
      'call android.net.wifi.WifiManager#getConnectionInfo()Landroid/net/wifi/WifiInfo;',
      'call android.net.wifi.WifiInfo#getSSID()Ljava/lang/String;',
    ],
  ],
  [
    ['location-precise'],
    'the current place',
    [
      'call android.location.LocationManager#getCurrentLocation(Ljava/lang/String;Landroid/os/CancellationSignal;Ljava/util/concurrent/Executor;Ljava/util/function/Consumer;)V gps',
    ],
  ],
  [
    ['location-precise'],
    'the place by AMap',
    ['call com.amap.api.location.AMapLocationClient#startLocation()V'],
  ],
  [['location-precise'], 'the place by Baidu', ['call com.baidu.location.LocationClient#start()V']],
  [
    ['location-precise'],
    'the place by HMS',
    ['call com.huawei.hms.location.FusedLocationProviderClient#getLastLocation()Lcom/huawei/hmf/tasks/Task;'],
  ],
  [['location-inferred'], 'the place of the address', [url('http://ip-api.com/json?fields=city'), OPEN]],
  [[], 'a server of its own', [url('https://api.example.com/ip-api.com'), OPEN]],
  [
    ['location-inferred'],
    'cells around',
    [
      tm(
        'requestCellInfoUpdate(Ljava/util/concurrent/Executor;Landroid/telephony/TelephonyManager$CellInfoCallback;)V',
      ),
    ],
  ],
  [
    ['installed-apps'],
    'the apps of the launcher',
    [
      'call android.content.pm.LauncherApps#getActivityList(Ljava/lang/String;Landroid/os/UserHandle;)Ljava/util/List;',
    ],
  ],
  [
    ['crash-diagnostics'],
    'the log, in words of their own',
    ['string logcat', 'string -d', 'call java.lang.ProcessBuilder#start()Ljava/lang/Process;'],
  ],
  [
    ['camera'],
    'CameraX',
    [
      'call androidx.camera.lifecycle.ProcessCameraProvider#bindToLifecycle(Landroidx/lifecycle/LifecycleOwner;Landroidx/camera/core/CameraSelector;[Landroidx/camera/core/UseCase;)Landroidx/camera/core/Camera;',
    ],
  ],
  [
    ['body-health'],
    'Health Connect',
    [
      'interface androidx.health.connect.client.HealthConnectClient#readRecords(Landroidx/health/connect/client/request/ReadRecordsRequest;Lkotlin/coroutines/Continuation;)Ljava/lang/Object;',
    ],
  ],
  [
    [],
    'a photo the user picks',
    ['new androidx.activity.result.contract.ActivityResultContracts$PickVisualMedia#<init>()V'],
  ],
  [
    [],
    'a contact the user picks',
    ['string android.intent.action.PICK', field('ContactsContract$Contacts#CONTENT_URI')],
  ],
])('%j: %s', (kinds, _, steps) => {
  const main = component('activity', 'com.example.Main', { isLauncher: true });
  const { facts: code } = readCode([classesOf({ steps })], { watch, manifest: manifestOf([main]) });
  const app = facts({
    package: 'com.example',
    permissions,
    components: [{ name: 'com.example.Main', isLauncher: true }],
    manifest: { minSdk: 21, targetSdk: 34 },
    code,
  });
  const takings = createView(app, catalogue, UNKNOWN_TYPE).get(obtains);
  const seen = takings
    .filter(({ rung }) => rung !== 'declared' && rung !== 'implied')
    .map(({ kind }) => kind);
  expect([...new Set(seen)]).toEqual(kinds);
});
