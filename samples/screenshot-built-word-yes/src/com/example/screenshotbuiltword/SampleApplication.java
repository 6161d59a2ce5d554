package com.example.screenshotbuiltword;

import android.app.Application;
import android.provider.MediaStore;

public class SampleApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    getContentResolver()
        .registerContentObserver(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, true, new PictureWatch(this));
  }
}
