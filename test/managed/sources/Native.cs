// An app of Xamarin.Android. OVER: takes at its first screen, in handlers, on threads and through the library. Without: the
// same library, the same words, and nothing that runs asks.
using System;
using Android.App;
using Android.Content;
using Android.Locations;
using Android.OS;
using Android.Provider;
using Android.Views;
namespace Shop {
  [Activity(Label = "Shop", MainLauncher = true)]
  public class MainActivity : Activity {
    protected override void OnCreate(Bundle state) {
      base.OnCreate(state);
      var button = FindViewById<View>(1);
#if OVER
      var id = Settings.Secure.GetString(ContentResolver, "android_id");
      var cursor = ContentResolver.Query(ContactsContract.Contacts.ContentUri, null, null, null, null);
      while (cursor.MoveToNext()) Console.WriteLine(id);
      RunOnUiThread(() => new Places(this).Find());
      button.Click += OnButton;
      Tracker.Client.Collect(this, new Tracker.ImeiSource());
      Tracker.Client.Collect(this, new Loud());
#else
      var setting = Settings.Secure.GetString(ContentResolver, "enabled_input_methods");
      Console.WriteLine("android_id" + setting);
      using (new Quiet()) Console.WriteLine();
      button.Click += (sender, e) => StartActivity(typeof(AboutActivity));
#endif
    }
    void OnButton(object sender, EventArgs e) {
      var clipboard = (ClipboardManager)GetSystemService("clipboard");
      Console.WriteLine(clipboard.PrimaryClip);
    }
    void NobodyCalls() { new Places(this).Watch(); }
  }
  // Answers by the name of its interface.
  public class Loud : Tracker.ISource {
    string Tracker.ISource.Read(Context context) {
      return ((Android.Telephony.TelephonyManager)context.GetSystemService("phone")).Line1Number;
    }
  }
  // Made and put away; nobody reads it.
  public class Quiet : Tracker.ISource, IDisposable {
    public string Read(Context context) { return context.PackageManager.GetInstalledPackages(0).ToString(); }
    public void Dispose() { }
  }
  public class Places : ILocationListener {
    readonly Context context;
    public Places(Context context) { this.context = context; }
    LocationManager Manager { get { return (LocationManager)context.GetSystemService("location"); } }
    public void Find() { Console.WriteLine(Manager.GetLastKnownLocation("gps")); }
    public void Watch() { Manager.RequestLocationUpdates("gps", 1000, 1, this); }
    public void OnLocationChanged(Location location) { }
  }
  [Activity(Label = "About")]
  public class AboutActivity : Activity {
    protected override void OnCreate(Bundle state) { base.OnCreate(state); }
  }
  // No one opens it.
  [Activity(Label = "Old")]
  public class OldActivity : Activity {
    protected override void OnCreate(Bundle state) {
      base.OnCreate(state);
      ContentResolver.Query(Android.Provider.CallLog.Calls.ContentUri, null, null, null, null);
    }
  }
}
