package com.example.androidid;

import android.app.Activity;
import android.os.Bundle;
import android.provider.Settings;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle(Settings.Secure.getString(getContentResolver(), Settings.Secure.ANDROID_ID));
  }
}
