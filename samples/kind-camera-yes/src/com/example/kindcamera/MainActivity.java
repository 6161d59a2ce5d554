package com.example.kindcamera;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    android.hardware.Camera camera = android.hardware.Camera.open();
    camera.takePicture(null, null, (data, from) -> setTitle("" + data.length));
  }
}
