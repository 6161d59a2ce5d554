package com.umeng.analytics;

import android.app.Service;
import android.content.Intent;
import android.os.IBinder;

/** Stand-in under a library's package name; says nothing about what that library does. */
public class CollectService extends Service {
  @Override
  public int onStartCommand(Intent intent, int flags, int id) {
    new Thread(new Gatherer(this)).start();
    return START_NOT_STICKY;
  }

  @Override
  public IBinder onBind(Intent intent) {
    return null;
  }
}
