// A library that both twins carry: it can take much; only what the app asks it for is taken.
using Android.Content;
using Android.Telephony;
namespace Tracker {
  public interface ISource { string Read(Context context); }
  public class ImeiSource : ISource { public string Read(Context context) { return ((TelephonyManager)context.GetSystemService("phone")).Imei; } }
  public class NumberSource : ISource { public string Read(Context context) { return ((TelephonyManager)context.GetSystemService("phone")).Line1Number; } }
  public static class Client {
    public static string Collect(Context context, ISource source) { return source.Read(context); }
    public static void Apps(Context context) { context.PackageManager.GetInstalledPackages(0); }
  }
}
