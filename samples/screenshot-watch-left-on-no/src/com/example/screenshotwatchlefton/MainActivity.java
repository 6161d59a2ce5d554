package com.example.screenshotwatchlefton;

import android.app.Activity;
import android.provider.MediaStore;

public class MainActivity extends Activity {
  private PictureWatch watch;

  @Override
  protected void onStart() {
    super.onStart();
    watch = new PictureWatch(this);
    getContentResolver().registerContentObserver(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, true, watch);
  }

  @Override
  protected void onStop() {
    super.onStop();
    getContentResolver().unregisterContentObserver(watch);
  }
}
