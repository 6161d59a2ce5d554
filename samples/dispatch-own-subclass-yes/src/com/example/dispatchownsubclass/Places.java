package com.example.dispatchownsubclass;

import android.content.Context;
import android.content.ContextWrapper;
import android.location.Location;
import android.location.LocationListener;
import android.location.LocationManager;
import android.os.Bundle;
import android.util.Log;

/** A context of our own: its getSystemService is the platform's. */
public class Places extends ContextWrapper implements LocationListener {
  Places(Context base) {
    super(base);
  }

  void watch() {
    ((LocationManager) getSystemService(LOCATION_SERVICE)).requestSingleUpdate("gps", this, null);
  }

  @Override
  public void onLocationChanged(Location location) {
    Log.i("sample", location.toString());
  }

  @Override
  public void onStatusChanged(String provider, int status, Bundle extras) {}

  @Override
  public void onProviderEnabled(String provider) {}

  @Override
  public void onProviderDisabled(String provider) {}
}
