package com.example.screenprojection;

import android.app.Activity;
import android.media.ImageReader;
import android.os.Bundle;

public class MainActivity extends Activity implements ImageReader.OnImageAvailableListener {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    ImageReader reader = ImageReader.newInstance(720, 1280, 35, 2);
    reader.setOnImageAvailableListener(this, null);
  }

  @Override
  public void onImageAvailable(ImageReader reader) {
    reader.acquireLatestImage().close();
  }
}
