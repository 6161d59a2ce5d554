package com.example.locationbackground;

import android.app.Service;
import android.content.Intent;
import android.location.LocationManager;
import android.os.IBinder;
import android.util.Log;

public class Place extends Service {
  @Override
  public int onStartCommand(Intent intent, int flags, int id) {
    LocationManager manager = (LocationManager) getSystemService(LOCATION_SERVICE);
    Log.i("sample", "" + manager.getLastKnownLocation(LocationManager.GPS_PROVIDER));
    return START_STICKY;
  }

  @Override
  public IBinder onBind(Intent intent) {
    return null;
  }
}
