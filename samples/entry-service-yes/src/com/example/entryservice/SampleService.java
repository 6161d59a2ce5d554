package com.example.entryservice;

import android.app.Service;
import android.content.Intent;
import android.os.IBinder;

public class SampleService extends Service {
  @Override
  public int onStartCommand(Intent intent, int flags, int id) {
    Taker.take(this);
    return START_STICKY;
  }

  @Override
  public IBinder onBind(Intent intent) {
    return null;
  }
}
