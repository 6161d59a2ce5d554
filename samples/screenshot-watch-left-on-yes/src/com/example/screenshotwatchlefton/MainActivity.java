package com.example.screenshotwatchlefton;

import android.app.Activity;
import android.os.Bundle;
import android.provider.MediaStore;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Holder.watch = new PictureWatch(getApplicationContext());
    getContentResolver()
        .registerContentObserver(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, true, Holder.watch);
  }
}
