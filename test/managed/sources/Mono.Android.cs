// Stand-in for the bindings of Android: public members that the samples call, with no code behind them.
using System;
namespace Java.Lang { public class Object { } public class Thread { public Thread(Action run) { } public void Start() { } } }
namespace Android.OS { public class Bundle : Java.Lang.Object { } public static class Build { public static string GetSerial() { return null; } } }
namespace Android.Net { public class Uri : Java.Lang.Object { public static Uri Parse(string text) { return null; } } }
namespace Android.Database { public interface ICursor { bool MoveToNext(); } }
namespace Android.Runtime { [AttributeUsage(AttributeTargets.All)] public class RegisterAttribute : Attribute { public RegisterAttribute(string name) { } } }
namespace Android.Content {
  public class Context : Java.Lang.Object {
    public ContentResolver ContentResolver { get { return null; } }
    public Java.Lang.Object GetSystemService(string name) { return null; }
    public PM.PackageManager PackageManager { get { return null; } }
    public void StartActivity(Type type) { }
  }
  public class Intent : Java.Lang.Object { }
  public class ContentResolver : Java.Lang.Object {
    public Android.Database.ICursor Query(Android.Net.Uri uri, string[] columns, string where, string[] args, string order) { return null; }
  }
  public class ClipData : Java.Lang.Object { }
  public class ClipboardManager : Java.Lang.Object { public ClipData PrimaryClip { get { return null; } set { } } }
  [AttributeUsage(AttributeTargets.Class)] public class BroadcastReceiverAttribute : Attribute { public bool Exported { get; set; } }
  public abstract class BroadcastReceiver : Java.Lang.Object { public abstract void OnReceive(Context context, Intent intent); }
}
namespace Android.Content.PM { public class PackageManager : Java.Lang.Object { public System.Collections.Generic.IList<string> GetInstalledPackages(int flags) { return null; } } }
namespace Android.App {
  [AttributeUsage(AttributeTargets.Class)] public class ApplicationAttribute : Attribute { }
  [AttributeUsage(AttributeTargets.Class)] public class ActivityAttribute : Attribute { public string Label { get; set; } public bool MainLauncher { get; set; } public bool Exported { get; set; } }
  [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)] public class IntentFilterAttribute : Attribute { public IntentFilterAttribute(string[] actions) { } }
  public class Activity : Android.Content.Context {
    protected virtual void OnCreate(Android.OS.Bundle state) { }
    protected virtual void OnResume() { }
    public virtual void OnBackPressed() { }
    public T FindViewById<T>(int id) where T : class { return null; }
    public void RunOnUiThread(Action run) { }
  }
}
namespace Android.Views { public class View : Java.Lang.Object { public event EventHandler Click; public interface IOnTouchListener { bool OnTouch(View view); } public void SetOnTouchListener(IOnTouchListener listener) { } } }
namespace Android.Locations {
  public class Location : Java.Lang.Object { }
  public interface ILocationListener { void OnLocationChanged(Location location); }
  public class LocationManager : Java.Lang.Object {
    public Location GetLastKnownLocation(string provider) { return null; }
    public void RequestLocationUpdates(string provider, long time, float metres, ILocationListener listener) { }
  }
}
namespace Android.Telephony { public class TelephonyManager : Java.Lang.Object { public string Imei { get { return null; } } public string Line1Number { get { return null; } } } }
namespace Android.Provider {
  public static class Settings { public class Secure { public static string GetString(Android.Content.ContentResolver resolver, string name) { return null; } } }
  public static class ContactsContract { public static class Contacts { public static Android.Net.Uri ContentUri { get { return null; } } } }
  public static class CallLog { public static class Calls { public static Android.Net.Uri ContentUri { get { return null; } } } }
}
