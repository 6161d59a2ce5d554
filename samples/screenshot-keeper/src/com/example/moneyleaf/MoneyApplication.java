package com.example.moneyleaf;

import android.app.Application;
import android.os.Handler;
import android.os.Looper;
import android.provider.MediaStore;

/** Starts watching new pictures with the process and never stops, whatever is on the screen. */
public class MoneyApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    ScreenshotWatch watch = new ScreenshotWatch(this, new Handler(Looper.getMainLooper()));
    getContentResolver().registerContentObserver(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, true, watch);
  }
}
