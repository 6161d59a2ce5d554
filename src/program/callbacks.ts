// What makes the platform call a method that an app overrides: by families of platform types. A family either fixes the
// occasion (a click is a user's act wherever the listener was made) or hands on that of the code that made the object.
// Everything not named here hands it on, so that new platform types work unnamed.
import { BACKGROUND, CALLBACK, FIRST_SCREEN, STARTUP, USER_ACT, type OccasionId } from './occasions.js';

export interface Family {
  /** "OnClickListener.onClick". */
  trigger: string;
  /** Occasion whatever came before, or null: that of the code that made the object. */
  occasion: OccasionId | null;
  /** Called again and again once registered. */
  repeats: boolean;
  /** Reached at start-up, it runs as the first screen comes up. */
  followsScreens: boolean;
  /** The component that comes up with it. */
  component?: string;
}

const USER_ACT_TYPES =
  /^Landroid\/(?:view\/View\$On(?:Click|LongClick|Touch|Key|Drag|ContextClick|GenericMotion|Hover|CapturedPointer|CreateContextMenu|UnhandledKeyEvent)Listener|view\/(?:MenuItem|GestureDetector|ScaleGestureDetector|ActionMode|ContextMenu|KeyEvent)\$\w{1,60}|content\/DialogInterface\$On\w{1,60}|widget\/\w{1,60}\$On(?!Attach|Layout|Scroll|Chronometer)\w{1,60}|text\/TextWatcher|text\/style\/ClickableSpan|preference\/Preference\$On\w{1,60}|app\/(?:DatePickerDialog|TimePickerDialog)\$\w{1,60}|window\/OnBackInvokedCallback|webkit\/WebChromeClient\$CustomViewCallback);$/;
const USER_ACT_OWNERS = /^Landroid\/(?:app|view|widget|preference|inputmethodservice)\//;
const USER_ACT_METHODS =
  /^(?:on(?:Touch|Key|Trackball|GenericMotion|Hover|Drag)\w{0,40}|dispatch(?:Touch|Key|Trackball|GenericMotion|Drag|Hover)\w{0,40}|perform(?:Click|LongClick|ContextClick)|callOnClick|on(?:Options|Context|Menu)\w{0,20}Selected|onMenuItemClick|onMenuOpened|onBackPressed|onUserInteraction|onActivityResult|onRequestPermissionsResult|onListItemClick|onNavigateUp|onSearchRequested|onPreferenceTreeClick|onPreferenceClick|onContextMenuClosed|onPanelClosed|onEditorAction|onItemClick|onClick)$/;

const BACKGROUND_TYPES =
  /^L(?:android\/content\/BroadcastReceiver|android\/app\/AlarmManager\$OnAlarmListener|android\/app\/job\/\w{1,60}|android\/app\/Service|android\/app\/backup\/\w{1,60}|android\/content\/AbstractThreadedSyncAdapter|android\/service\/[\w/$]{1,80}|android\/accessibilityservice\/[\w/$]{1,80});$/;

const REPEATING_TYPES =
  /^L(?:android\/location\/(?:LocationListener|OnNmeaMessageListener|GpsStatus\$\w{1,40}|GnssStatus\$Callback|GnssMeasurementsEvent\$Callback|GnssNavigationMessage\$Callback)|android\/hardware\/(?:SensorEventListener2?|SensorEventCallback|Camera\$PreviewCallback)|android\/database\/ContentObserver|android\/os\/FileObserver|java\/util\/TimerTask|android\/telephony\/(?:PhoneStateListener|TelephonyCallback\$?\w{0,60})|android\/content\/(?:ClipboardManager\$OnPrimaryClipChangedListener|BroadcastReceiver|SharedPreferences\$OnSharedPreferenceChangeListener)|android\/bluetooth\/(?:le\/ScanCallback|BluetoothAdapter\$LeScanCallback)|android\/net\/ConnectivityManager\$NetworkCallback|android\/net\/wifi\/\w{1,60}Callback|android\/media\/ImageReader\$OnImageAvailableListener|android\/media\/projection\/MediaProjection\$Callback|android\/view\/Choreographer\$FrameCallback|android\/app\/AlarmManager\$OnAlarmListener|android\/app\/job\/JobService|android\/service\/notification\/NotificationListenerService|android\/accessibilityservice\/AccessibilityService|android\/app\/Application\$ActivityLifecycleCallbacks);$/;

const FOLLOWS_SCREENS = 'Landroid/app/Application$ActivityLifecycleCallbacks;';

/** @param owner the platform type that first declares the method */
export function familyOf(owner: string, method: string): Family {
  const named = owner.slice(Math.max(owner.lastIndexOf('/') + 1, 1), -1);
  const trigger = `${named.slice(named.lastIndexOf('$') + 1)}.${method}`;
  const repeats = REPEATING_TYPES.test(owner);
  let occasion: OccasionId | null = null;
  if (USER_ACT_TYPES.test(owner) || (USER_ACT_OWNERS.test(owner) && USER_ACT_METHODS.test(method))) {
    occasion = USER_ACT;
  } else if (BACKGROUND_TYPES.test(owner)) {
    occasion = BACKGROUND;
  }
  return { trigger, occasion, repeats, followsScreens: owner === FOLLOWS_SCREENS };
}

/** Where a family's method runs when its object is made in `made`. */
export function occasionFor(family: Family, made: OccasionId): OccasionId {
  if (family.occasion !== null) return family.occasion;
  return family.followsScreens && made === STARTUP ? FIRST_SCREEN : made;
}

/** Methods that a page's script can call. */
export const SCRIPT_FAMILY: Family = {
  trigger: 'JavascriptInterface',
  occasion: CALLBACK,
  repeats: false,
  followsScreens: false,
};

/**
 * Classes of bundled libraries whose methods a scheduler runs long after they were asked for. Their names survive
 * shrinking, since the library makes them by name. [type, methods, family]
 */
export const SCHEDULED: readonly (readonly [string, readonly string[], Family])[] = [
  [
    'Landroidx/work/ListenableWorker;',
    ['doWork', 'startWork', 'createWork', 'onStopped'],
    { trigger: 'WorkManager', occasion: BACKGROUND, repeats: false, followsScreens: false },
  ],
  [
    'Lcom/evernote/android/job/Job;',
    ['onRunJob'],
    { trigger: 'JobManager', occasion: BACKGROUND, repeats: false, followsScreens: false },
  ],
  [
    'Lcom/firebase/jobdispatcher/JobService;',
    ['onStartJob'],
    { trigger: 'JobDispatcher', occasion: BACKGROUND, repeats: false, followsScreens: false },
  ],
];
