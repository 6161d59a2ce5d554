package com.example.blindswitchedoff;

import android.content.Context;
import android.location.Location;
import android.location.LocationManager;

/** Reads location precise, once per call. */
final class Taker {
  private Taker() {}

  static String take(Context context) {
    LocationManager manager = (LocationManager) context.getSystemService(Context.LOCATION_SERVICE);
    Location last = manager.getLastKnownLocation(LocationManager.GPS_PROVIDER);
    return last == null ? "nowhere" : last.getLatitude() + "," + last.getLongitude();
  }
}
