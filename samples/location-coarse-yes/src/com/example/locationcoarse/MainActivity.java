package com.example.locationcoarse;

import android.app.Activity;
import android.content.Context;
import android.location.LocationManager;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    LocationManager manager = (LocationManager) getSystemService(Context.LOCATION_SERVICE);
    setTitle("" + manager.getLastKnownLocation(LocationManager.NETWORK_PROVIDER));
  }
}
