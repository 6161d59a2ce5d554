package com.example.whenrepeated;

import android.app.Activity;
import android.content.Context;
import android.location.LocationManager;

public class MainActivity extends Activity {
  @Override
  protected void onResume() {
    super.onResume();
    LocationManager manager = (LocationManager) getSystemService(Context.LOCATION_SERVICE);
    setTitle(manager.isProviderEnabled(LocationManager.GPS_PROVIDER) ? "on" : "off");
  }
}
