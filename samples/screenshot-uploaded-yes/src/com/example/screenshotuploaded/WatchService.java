package com.example.screenshotuploaded;

import android.app.Service;
import android.content.Intent;
import android.os.IBinder;
import android.provider.MediaStore;

public class WatchService extends Service {
  @Override
  public void onCreate() {
    super.onCreate();
    getContentResolver()
        .registerContentObserver(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, true, new PictureWatch(this));
  }

  @Override
  public int onStartCommand(Intent intent, int flags, int id) {
    return START_STICKY;
  }

  @Override
  public IBinder onBind(Intent intent) {
    return null;
  }
}
