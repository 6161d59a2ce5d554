package com.example.kinddevicefingerprint;

import android.app.Activity;
import android.os.Build;
import android.os.Bundle;
import android.provider.Settings;
import java.util.Locale;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    StringBuilder all = new StringBuilder();
    all.append(Build.BOARD).append(Build.BOOTLOADER).append(Build.BRAND).append(Build.DEVICE).append(Build.DISPLAY);
    all.append(Build.FINGERPRINT).append(Build.HARDWARE).append(Build.HOST).append(Build.ID).append(Build.MANUFACTURER);
    all.append(Build.MODEL).append(Build.PRODUCT).append(Build.TAGS).append(Build.TYPE).append(Build.USER);
    all.append(Settings.Secure.getString(getContentResolver(), Settings.Secure.DEFAULT_INPUT_METHOD));
    all.append(java.util.TimeZone.getDefault().getID()).append(Locale.getDefault());
    all.append(getResources().getDisplayMetrics().densityDpi);
    all.append(new android.os.StatFs("/data").getTotalBytes());
    setTitle("" + all.toString().hashCode());
  }
}
