// Which types are ways to data and no data, which the platform makes and hands around, and which hold nothing that could be
// told apart. Leaves asking to world.ts.
import { ACCESS } from '../../formats/dex/layout.js';

export const HANDLE_NAMES =
  /(?:Manager|Adapter|Resolver|Context|Looper|Handler|Service|Executor|Thread|Activity|Fragment|View|Window|Dialog|Resources|Theme|Display|DisplayMetrics|Configuration|Class|ClassLoader|Runtime|Random|Lock|Timer|PowerManager\$WakeLock|LayoutInflater|Layout|Drawable|Sensor|Camera|CameraDevice|CameraCaptureSession|MediaRecorder|AudioRecord|MediaProjection|VirtualDisplay|ImageReader|Surface|SurfaceHolder|MediaPlayer|WebSettings|Visualizer|Paint|Canvas|Typeface|AssetManager|Logger|Unsafe|FieldUpdater);$/;
/** Libraries that stand in for the platform. */
export const SUPPORT = /^Landroid(?:x|\/support)\//;
export const HANDLE_TYPES = [
  'Landroid/content/Context;',
  'Landroid/view/View;',
  'Landroid/view/Window;',
  'Landroid/app/Dialog;',
  'Landroid/app/Fragment;',
  'Landroidx/fragment/app/Fragment;',
  'Landroid/view/Menu;',
  'Landroid/view/MenuItem;',
  'Landroid/view/ActionMode;',
  'Landroid/graphics/drawable/Drawable;',
  'Landroid/widget/Adapter;',
  'Landroid/os/Handler;',
  'Ljava/lang/Thread;',
  'Ljava/util/concurrent/Executor;',
  'Landroid/content/ContentProvider;',
  'Landroid/content/BroadcastReceiver;',
];
/** Things the platform makes and everything is handed: what their fields hold is found by the field alone. */
export const SCREEN_TYPES = [
  'Landroid/content/Context;',
  'Landroid/view/View;',
  'Landroid/app/Fragment;',
  'Landroidx/fragment/app/Fragment;',
  'Landroid/app/Dialog;',
  'Landroid/content/ContentProvider;',
  'Landroid/content/BroadcastReceiver;',
];
export const STATIC_FINAL = ACCESS.static | ACCESS.final;
export const NOTHING_HELD =
  /^(?:[ZBCSIFDJV]|Ljava\/lang\/(?:String|CharSequence|Integer|Long|Boolean|Double|Float|Short|Byte|Character|Number|Class);|Landroid\/os\/Parcel;)$/;
/** Numbers that tell of a value's form, not what it says. */
export const MEASURES =
  /^(?:length|size|hashCode|indexOf|lastIndexOf|compareTo|compareToIgnoreCase|compare|count|getCount|available|getColumnIndex|getColumnIndexOrThrow|getPosition|capacity|position|remaining|limit|ordinal|skip|getRemaining|getTotalIn|getTotalOut|getBytesRead|getBytesWritten|nextIndex|previousIndex|countTokens|search|start|end|groupCount)$/;
/** What fills or empties a buffer that it is handed, and gives a number: how much. */
export const COUNTS = /^\([^)]*(?:\[[BC]|Ljava\/nio\/(?:Byte|Char)Buffer;)[^)]*\)[IJ]$/;
