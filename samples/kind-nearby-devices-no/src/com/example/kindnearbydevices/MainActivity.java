package com.example.kindnearbydevices;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle("" + android.bluetooth.BluetoothAdapter.getDefaultAdapter().isEnabled());
  }
}
