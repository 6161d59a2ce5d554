// For every kind taken from the device: a small program that takes it, and one that comes close and does not. Built as
// DEX, read by the real reader with the real watchlist, judged by the real catalogue.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../../src/catalogue/build.js';
import { expandGroups } from '../../src/catalogue/groups.js';
import { obtains } from '../../src/judge/obtains.js';
import { createView } from '../../src/judge/view.js';
import type { Catalogue, Watchlist } from '../../src/model/catalogue.js';
import { component, manifestOf, readCode } from '../support/code.js';
import { facts } from '../support/judging.js';
import { classesOf, type Program, type Step } from '../support/kind-fixtures.js';

let catalogue: Catalogue;
let watch: Watchlist;
beforeAll(() => {
  const built = buildCatalogue(fileURLToPath(new URL('../../rules', import.meta.url)));
  catalogue = expandGroups(built.catalogue);
  watch = built.watchlist;
}, 60_000);

/** Kinds that the program takes in code, with the permissions it declares. */
function taken(program: Program, permissions: readonly string[] = [], targetSdk = 34): string[] {
  const main = component('activity', 'com.example.Main', { isLauncher: true });
  const { facts: code } = readCode([classesOf(program)], { watch, manifest: manifestOf([main]) });
  const app = facts({
    package: 'com.example',
    permissions: permissions.map((name) => (name.includes('.') ? name : `android.permission.${name}`)),
    components: [{ name: 'com.example.Main', isLauncher: true }],
    manifest: { minSdk: 21, targetSdk },
    code,
  });
  const view = createView(app, catalogue, {
    id: 'unknown',
    source: 'unknown',
    confidence: 0,
    types: [],
    because: [],
  });
  const takings = view.get(obtains).filter(({ rung }) => rung !== 'declared' && rung !== 'implied');
  return [...new Set(takings.map(({ kind }) => kind))].sort();
}

const QUERY: Step =
  'call android.content.ContentResolver#query(Landroid/net/Uri;[Ljava/lang/String;Landroid/os/Bundle;Landroid/os/CancellationSignal;)Landroid/database/Cursor;';
const PARSE: Step = 'static android.net.Uri#parse(Ljava/lang/String;)Landroid/net/Uri;';
const EXEC: Step = 'call java.lang.Runtime#exec(Ljava/lang/String;)Ljava/lang/Process;';
const INSERT: Step =
  'call android.content.ContentResolver#insert(Landroid/net/Uri;Landroid/content/ContentValues;)Landroid/net/Uri;';
const START: Step = 'call android.app.Activity#startActivityForResult(Landroid/content/Intent;I)V';
const LIST: Step = 'call java.io.File#listFiles()[Ljava/io/File;';
const IMAGES: Step = 'field android.provider.MediaStore$Images$Media#EXTERNAL_CONTENT_URI:Landroid/net/Uri;';
const PEOPLE: Step = 'field android.provider.ContactsContract$Contacts#CONTENT_URI:Landroid/net/Uri;';
const tm = (member: string): Step => `call android.telephony.TelephonyManager#${member}`;
const steps = (...list: Step[]): Program => ({ steps: list });
const build = (...names: string[]): Step[] =>
  names.map((name) => `field android.os.Build#${name}:Ljava/lang/String;`);

interface Case {
  permissions?: string[];
  yes: Program[];
  no: Program[];
}
const CASES: Record<string, Case> = {
  'location-precise': {
    permissions: ['ACCESS_FINE_LOCATION', 'ACCESS_COARSE_LOCATION'],
    yes: [
      steps(
        'call android.location.LocationManager#getLastKnownLocation(Ljava/lang/String;)Landroid/location/Location; gps',
      ),
      steps(
        'call com.google.android.gms.location.FusedLocationProviderClient#getLastLocation()Lcom/google/android/gms/tasks/Task;',
      ),
    ],
    no: [
      steps('call android.location.LocationManager#isProviderEnabled(Ljava/lang/String;)Z gps'),
      steps(
        'call android.location.Location#getLatitude()D',
        'call android.location.Location#getLongitude()D',
      ),
    ],
  },
  'location-approximate': {
    permissions: ['ACCESS_COARSE_LOCATION'],
    yes: [
      steps(
        'call android.location.LocationManager#getLastKnownLocation(Ljava/lang/String;)Landroid/location/Location; network',
      ),
    ],
    no: [steps('call android.location.LocationManager#isProviderEnabled(Ljava/lang/String;)Z network')],
  },
  'location-background': {
    permissions: ['ACCESS_FINE_LOCATION', 'ACCESS_BACKGROUND_LOCATION'],
    yes: [
      steps(
        'call com.google.android.gms.location.GeofencingClient#addGeofences(Lcom/google/android/gms/location/GeofencingRequest;Landroid/app/PendingIntent;)Lcom/google/android/gms/tasks/Task;',
      ),
    ],
    no: [
      steps(
        'call com.google.android.gms.location.GeofencingClient#removeGeofences(Landroid/app/PendingIntent;)Lcom/google/android/gms/tasks/Task;',
      ),
    ],
  },
  'location-media-exif': {
    permissions: ['ACCESS_MEDIA_LOCATION', 'READ_MEDIA_IMAGES'],
    yes: [steps('static android.provider.MediaStore#setRequireOriginal(Landroid/net/Uri;)Landroid/net/Uri;')],
    no: [
      steps(
        'call android.media.ExifInterface#getAttribute(Ljava/lang/String;)Ljava/lang/String; Orientation',
      ),
    ],
  },
  'location-inferred': {
    permissions: ['ACCESS_FINE_LOCATION', 'READ_PHONE_STATE'],
    yes: [steps(tm('getAllCellInfo()Ljava/util/List;'))],
    no: [
      steps(tm('getPhoneType()I')),
      steps('call android.net.ConnectivityManager#getActiveNetworkInfo()Landroid/net/NetworkInfo;'),
    ],
  },
  contacts: {
    permissions: ['READ_CONTACTS'],
    yes: [
      steps(PEOPLE, QUERY),
      steps(`${PARSE} content://com.android.contacts/data/phones`, QUERY),
      steps(
        PEOPLE,
        'static android.net.Uri#withAppendedPath(Landroid/net/Uri;Ljava/lang/String;)Landroid/net/Uri; data',
        QUERY,
      ),
    ],
    no: [
      steps('string android.intent.action.PICK', PEOPLE, START),
      steps(PEOPLE, INSERT),
      steps(`${PARSE} content://com.example.contacts/people`, QUERY),
    ],
  },
  'call-log': {
    permissions: ['READ_CALL_LOG'],
    yes: [
      steps(`${PARSE} content://call_log/calls`, QUERY),
      steps('field android.provider.CallLog$Calls#CONTENT_URI:Landroid/net/Uri;', QUERY),
    ],
    no: [
      steps(`${PARSE} content://com.example.call_log/calls`, QUERY),
      steps('string android.intent.action.DIAL'),
    ],
  },
  sms: {
    permissions: ['READ_SMS', 'RECEIVE_SMS'],
    yes: [
      steps(
        'static android.telephony.SmsMessage#createFromPdu([BLjava/lang/String;)Landroid/telephony/SmsMessage;',
      ),
      steps(`${PARSE} content://sms/inbox`, QUERY),
    ],
    no: [
      steps(
        'static android.telephony.SmsManager#getDefault()Landroid/telephony/SmsManager;',
        'string smsto:10086',
      ),
      steps('string content://sms'),
    ],
  },
  'phone-number': {
    permissions: ['READ_PHONE_NUMBERS'],
    yes: [
      steps(tm('getLine1Number()Ljava/lang/String;')),
      steps('call android.telephony.SubscriptionManager#getPhoneNumber(I)Ljava/lang/String;'),
    ],
    no: [steps(tm('getSimState()I')), steps(tm('getSimOperatorName()Ljava/lang/String;'))],
  },
  'phone-state': {
    permissions: ['READ_PHONE_STATE'],
    yes: [steps(tm('listen(Landroid/telephony/PhoneStateListener;I)V null, 32'))],
    no: [steps('call android.media.AudioManager#getMode()I')],
  },
  'device-accounts': {
    permissions: ['GET_ACCOUNTS'],
    yes: [steps('call android.accounts.AccountManager#getAccounts()[Landroid/accounts/Account;')],
    no: [
      steps(
        'call android.accounts.AccountManager#addAccountExplicitly(Landroid/accounts/Account;Ljava/lang/String;Landroid/os/Bundle;)Z',
      ),
    ],
  },
  calendar: {
    permissions: ['READ_CALENDAR'],
    yes: [steps('field android.provider.CalendarContract$Events#CONTENT_URI:Landroid/net/Uri;', QUERY)],
    no: [
      steps(
        'string android.intent.action.INSERT',
        'field android.provider.CalendarContract$Events#CONTENT_URI:Landroid/net/Uri;',
        START,
      ),
    ],
  },
  'photos-videos': {
    permissions: ['READ_MEDIA_IMAGES', 'READ_EXTERNAL_STORAGE'],
    yes: [
      steps(IMAGES, QUERY),
      steps(
        'field android.os.Environment#DIRECTORY_DCIM:Ljava/lang/String;',
        'static android.os.Environment#getExternalStoragePublicDirectory(Ljava/lang/String;)Ljava/io/File;',
        LIST,
      ),
    ],
    no: [steps(IMAGES, INSERT), steps('string android.provider.action.PICK_IMAGES', START)],
  },
  screenshots: {
    permissions: ['READ_MEDIA_IMAGES'],
    yes: [steps('string screencap -p', EXEC)],
    no: [
      steps(
        'call android.app.Activity#registerScreenCaptureCallback(Ljava/util/concurrent/Executor;Landroid/app/Activity$ScreenCaptureCallback;)V',
      ),
      steps('string screenshot', IMAGES, INSERT),
    ],
  },
  'own-screens': {
    yes: [
      {
        extends: {
          of: 'android.view.Choreographer$FrameCallback',
          isInterface: true,
          methods: [
            {
              name: 'doFrame',
              proto: '(J)V',
              steps: [
                'static android.view.PixelCopy#request(Landroid/view/Window;Landroid/graphics/Bitmap;Landroid/view/PixelCopy$OnPixelCopyFinishedListener;Landroid/os/Handler;)V',
              ],
            },
          ],
        },
      },
    ],
    no: [
      steps(
        'static android.view.PixelCopy#request(Landroid/view/Window;Landroid/graphics/Bitmap;Landroid/view/PixelCopy$OnPixelCopyFinishedListener;Landroid/os/Handler;)V',
      ),
      steps(
        'call android.view.Window#getDecorView()Landroid/view/View;',
        'call android.view.View#draw(Landroid/graphics/Canvas;)V',
        'call android.view.View#getDrawingCache()Landroid/graphics/Bitmap;',
        'call android.view.View#buildDrawingCache()V',
      ),
    ],
  },
  'screen-content': {
    yes: [
      steps(
        'call android.media.projection.MediaProjectionManager#getMediaProjection(ILandroid/content/Intent;)Landroid/media/projection/MediaProjection;',
      ),
    ],
    no: [
      steps(
        'static android.view.PixelCopy#request(Landroid/view/Window;Landroid/graphics/Bitmap;Landroid/view/PixelCopy$OnPixelCopyFinishedListener;Landroid/os/Handler;)V',
      ),
      steps('call android.view.View#getDrawingCache()Landroid/graphics/Bitmap;'),
    ],
  },
  camera: {
    permissions: ['CAMERA'],
    yes: [
      steps(
        'call android.hardware.camera2.CameraManager#openCamera(Ljava/lang/String;Landroid/hardware/camera2/CameraDevice$StateCallback;Landroid/os/Handler;)V 0',
      ),
      steps('static android.hardware.Camera#open(I)Landroid/hardware/Camera;'),
    ],
    no: [
      steps('string android.media.action.IMAGE_CAPTURE', START),
      steps('call android.hardware.camera2.CameraManager#setTorchMode(Ljava/lang/String;Z)V 0'),
    ],
  },
  microphone: {
    permissions: ['RECORD_AUDIO'],
    yes: [
      steps('call android.media.AudioRecord#startRecording()V'),
      steps(
        'call android.media.MediaRecorder#setAudioSource(I)V 1',
        'call android.media.MediaRecorder#start()V',
      ),
    ],
    no: [
      steps(
        'call android.media.MediaRecorder#setVideoSource(I)V 2',
        'call android.media.MediaRecorder#start()V',
      ),
      steps('call android.media.AudioManager#isMicrophoneMute()Z'),
    ],
  },
  'audio-files': {
    permissions: ['READ_MEDIA_AUDIO'],
    yes: [
      steps('field android.provider.MediaStore$Audio$Media#EXTERNAL_CONTENT_URI:Landroid/net/Uri;', QUERY),
    ],
    no: [steps('call android.media.MediaPlayer#setDataSource(Ljava/lang/String;)V song.mp3')],
  },
  'files-docs': {
    permissions: ['READ_EXTERNAL_STORAGE'],
    yes: [steps('static android.os.Environment#getExternalStorageDirectory()Ljava/io/File;', LIST)],
    no: [
      steps('static android.os.Environment#getExternalStorageDirectory()Ljava/io/File;'),
      steps('call android.content.Context#getExternalFilesDir(Ljava/lang/String;)Ljava/io/File;', LIST),
    ],
  },
  'notifications-content': {
    yes: [
      steps(
        'call android.service.notification.NotificationListenerService#getActiveNotifications()[Landroid/service/notification/StatusBarNotification;',
      ),
    ],
    no: [
      steps(
        'call android.app.NotificationManager#getActiveNotifications()[Landroid/service/notification/StatusBarNotification;',
      ),
    ],
  },
  clipboard: {
    yes: [steps('call android.content.ClipboardManager#getPrimaryClip()Landroid/content/ClipData;')],
    no: [
      steps('call android.content.ClipboardManager#setPrimaryClip(Landroid/content/ClipData;)V'),
      steps('call android.content.ClipboardManager#hasPrimaryClip()Z'),
    ],
  },
  keystrokes: {
    yes: [
      {
        extends: {
          of: 'android.inputmethodservice.InputMethodService',
          methods: [{ name: 'onKeyDown', proto: '(ILandroid/view/KeyEvent;)Z', steps: [] }],
        },
      },
    ],
    no: [
      {
        extends: {
          of: 'android.app.Activity',
          methods: [{ name: 'onKeyDown', proto: '(ILandroid/view/KeyEvent;)Z', steps: [] }],
        },
      },
    ],
  },
  'installed-apps': {
    permissions: ['QUERY_ALL_PACKAGES'],
    yes: [
      steps('call android.content.pm.PackageManager#getInstalledPackages(I)Ljava/util/List;'),
      steps(
        'string android.intent.action.MAIN',
        'string android.intent.category.LAUNCHER',
        'call android.content.pm.PackageManager#queryIntentActivities(Landroid/content/Intent;I)Ljava/util/List;',
      ),
      steps('string pm list packages', EXEC),
    ],
    no: [
      steps(
        'call android.content.pm.PackageManager#getPackageInfo(Ljava/lang/String;I)Landroid/content/pm/PackageInfo; com.example',
      ),
      steps(
        'string android.intent.action.VIEW',
        'call android.content.pm.PackageManager#queryIntentActivities(Landroid/content/Intent;I)Ljava/util/List;',
      ),
    ],
  },
  'app-usage': {
    permissions: ['PACKAGE_USAGE_STATS'],
    yes: [steps('call android.app.usage.UsageStatsManager#queryAndAggregateUsageStats(JJ)Ljava/util/Map;')],
    no: [
      steps('call android.app.ActivityManager#getRunningAppProcesses()Ljava/util/List;'),
      steps('call android.app.ActivityManager#getMemoryInfo(Landroid/app/ActivityManager$MemoryInfo;)V'),
    ],
  },
  'device-hardware-id': {
    permissions: ['READ_PHONE_STATE'],
    yes: [
      steps(tm('getImei()Ljava/lang/String;')),
      steps('call android.media.MediaDrm#getPropertyByteArray(Ljava/lang/String;)[B deviceUniqueId'),
      steps(
        'string ro.serialno',
        'static android.os.SystemProperties#get(Ljava/lang/String;)Ljava/lang/String; ro.serialno',
      ),
    ],
    no: [
      steps(
        'call android.media.MediaDrm#getPropertyByteArray(Ljava/lang/String;)[B provisioningUniqueIdOfSession',
      ),
      steps('string ro.serialno'),
      steps(tm('getNetworkType()I')),
    ],
  },
  'sim-identity': {
    permissions: ['READ_PHONE_STATE'],
    yes: [steps(tm('getSubscriberId()Ljava/lang/String;'))],
    no: [steps(tm('getSimState()I')), steps(tm('getSimCountryIso()Ljava/lang/String;'))],
  },
  'mac-address': {
    yes: [steps('call java.net.NetworkInterface#getHardwareAddress()[B')],
    no: [
      steps('call java.net.NetworkInterface#getName()Ljava/lang/String;'),
      steps('string /sys/class/net/wlan0/address'),
    ],
  },
  'android-id': {
    yes: [
      steps(
        'static android.provider.Settings$Secure#getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String; null, android_id',
      ),
    ],
    no: [
      steps(
        'static android.provider.Settings$Secure#getString(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String; null, default_input_method',
      ),
      steps('string android_id'),
    ],
  },
  'advertising-id': {
    permissions: ['com.google.android.gms.permission.AD_ID'],
    yes: [
      steps(
        'static com.google.android.gms.ads.identifier.AdvertisingIdClient#getAdvertisingIdInfo(Landroid/content/Context;)Lcom/google/android/gms/ads/identifier/AdvertisingIdClient$Info;',
      ),
    ],
    no: [steps('static com.google.android.gms.ads.MobileAds#initialize(Landroid/content/Context;)V')],
  },
  'device-fingerprint': {
    yes: [
      steps(
        ...build(
          'MODEL',
          'BRAND',
          'DEVICE',
          'BOARD',
          'HARDWARE',
          'FINGERPRINT',
          'PRODUCT',
          'MANUFACTURER',
          'DISPLAY',
          'HOST',
        ),
      ),
    ],
    no: [steps(...build('MODEL', 'MANUFACTURER'))],
  },
  'wifi-info': {
    permissions: ['ACCESS_WIFI_STATE', 'ACCESS_FINE_LOCATION'],
    yes: [
      steps('call android.net.wifi.WifiManager#getScanResults()Ljava/util/List;'),
      steps(
        'call android.net.wifi.WifiManager#getConnectionInfo()Landroid/net/wifi/WifiInfo;',
        'call android.net.wifi.WifiInfo#getBSSID()Ljava/lang/String;',
      ),
    ],
    no: [
      steps(
        'call android.net.wifi.WifiManager#getConnectionInfo()Landroid/net/wifi/WifiInfo;',
        'call android.net.wifi.WifiInfo#getRssi()I',
      ),
      steps('call android.net.wifi.WifiManager#isWifiEnabled()Z'),
    ],
  },
  'nearby-devices': {
    permissions: ['BLUETOOTH_SCAN', 'BLUETOOTH_ADMIN', 'ACCESS_FINE_LOCATION'],
    yes: [steps('call android.bluetooth.BluetoothAdapter#startDiscovery()Z')],
    no: [steps('call android.bluetooth.BluetoothAdapter#isEnabled()Z')],
  },
  'body-health': {
    permissions: ['android.permission.health.READ_STEPS', 'BODY_SENSORS'],
    yes: [
      steps(
        'class androidx.health.connect.client.records.StepsRecord',
        'new androidx.health.connect.client.request.ReadRecordsRequest#<init>()V',
      ),
    ],
    no: [
      steps(
        'class androidx.health.connect.client.records.StepsRecord',
        'interface androidx.health.connect.client.HealthConnectClient#insertRecords(Ljava/util/List;Lkotlin/coroutines/Continuation;)Ljava/lang/Object;',
      ),
    ],
  },
  'activity-recognition': {
    permissions: ['ACTIVITY_RECOGNITION'],
    yes: [
      steps(
        'call android.hardware.SensorManager#getDefaultSensor(I)Landroid/hardware/Sensor; 19',
        'call android.hardware.SensorManager#registerListener(Landroid/hardware/SensorEventListener;Landroid/hardware/Sensor;I)Z',
      ),
    ],
    // Asking whether there is such a sensor tells nothing of the user.
    no: [
      steps('call android.hardware.SensorManager#getDefaultSensor(I)Landroid/hardware/Sensor; 19'),
      steps('call android.hardware.SensorManager#getDefaultSensor(I)Landroid/hardware/Sensor; 5'),
    ],
  },
  'motion-sensors': {
    yes: [
      steps(
        'call android.hardware.SensorManager#getDefaultSensor(I)Landroid/hardware/Sensor; 4',
        'call android.hardware.SensorManager#registerListener(Landroid/hardware/SensorEventListener;Landroid/hardware/Sensor;I)Z',
      ),
    ],
    // Asking whether there is such a sensor tells nothing of the user.
    no: [
      steps('call android.hardware.SensorManager#getDefaultSensor(I)Landroid/hardware/Sensor; 4'),
      steps('call android.hardware.SensorManager#getDefaultSensor(I)Landroid/hardware/Sensor; 5'),
    ],
  },
  'biometric-template': {
    yes: [
      steps(
        'call android.media.FaceDetector#findFaces(Landroid/graphics/Bitmap;[Landroid/media/FaceDetector$Face;)I',
      ),
    ],
    no: [
      steps(
        'call android.hardware.biometrics.BiometricPrompt#authenticate(Landroid/os/CancellationSignal;Ljava/util/concurrent/Executor;Landroid/hardware/biometrics/BiometricPrompt$AuthenticationCallback;)V',
      ),
    ],
  },
  'web-browsing': {
    permissions: ['com.android.browser.permission.READ_HISTORY_BOOKMARKS'],
    yes: [
      steps(
        'static android.provider.Browser#getAllVisitedUrls(Landroid/content/ContentResolver;)Landroid/database/Cursor;',
      ),
    ],
    no: [steps('call android.webkit.WebView#getUrl()Ljava/lang/String;')],
  },
  'network-traffic': {
    yes: [steps('call android.net.VpnService$Builder#establish()Landroid/os/ParcelFileDescriptor;')],
    no: [
      steps('static android.net.TrafficStats#getUidRxBytes(I)J'),
      steps('call android.net.ConnectivityManager#getActiveNetwork()Landroid/net/Network;'),
    ],
  },
  'xr-tracking': {
    permissions: ['HAND_TRACKING'],
    yes: [
      steps('static androidx.xr.arcore.Hand#left(Landroidx/xr/runtime/Session;)Landroidx/xr/arcore/Hand;'),
    ],
    no: [steps('static androidx.xr.arcore.Plane#subscribe(Landroidx/xr/runtime/Session;)V')],
  },
  'crash-diagnostics': {
    yes: [steps('string logcat -d', EXEC)],
    no: [
      steps('string logcat -d'),
      steps('static android.util.Log#d(Ljava/lang/String;Ljava/lang/String;)I tag, text'),
    ],
  },
};

/** Kinds that no code shows by itself, and why. */
const WITHOUT_CODE: Record<string, string> = {
  'location-trajectory': 'a series of positions; each of them is location',
  'app-activity': 'what an SDK records is set at run time; the SDK is what shows',
};

describe('every kind taken from the device', () => {
  test('has a program here, or a reason why none can be written', () => {
    const kinds = catalogue.kinds.filter((kind) => kind.origin !== 'user').map((kind) => kind.id);
    const covered = [...Object.keys(CASES), ...Object.keys(WITHOUT_CODE)];
    expect(kinds.filter((id) => !covered.includes(id))).toEqual([]);
    for (const id of Object.keys(WITHOUT_CODE)) {
      const kind = catalogue.kinds.find((candidate) => candidate.id === id);
      const strong = (kind?.routes ?? []).filter((route) => route.signal === 'strong');
      expect({ id, strong: strong.length }).toEqual({ id, strong: 0 });
    }
  });

  for (const [id, { permissions, yes, no }] of Object.entries(CASES)) {
    test(`${id}: seen when it is taken`, () => {
      const missed = yes.filter((program) => !taken(program, permissions).includes(id));
      expect(missed).toEqual([]);
    });
    test(`${id}: not seen when something near it is done`, () => {
      const wrong = no.filter((program) => taken(program, permissions).includes(id));
      expect(wrong).toEqual([]);
    });
  }
});
