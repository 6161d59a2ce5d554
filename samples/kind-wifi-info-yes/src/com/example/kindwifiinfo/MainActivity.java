package com.example.kindwifiinfo;

import android.app.Activity;
import android.net.wifi.WifiManager;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    WifiManager wifi = (WifiManager) getApplicationContext().getSystemService(WIFI_SERVICE);
    setTitle("" + wifi.getScanResults().size());
  }
}
