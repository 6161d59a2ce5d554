package com.example.kindlocationmediaexif;

import android.app.Activity;
import android.os.Bundle;
import java.io.IOException;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    try {
      setTitle("" + new android.media.ExifInterface("/sdcard/DCIM/a.jpg").getAttributeInt("Orientation", 1));
    } catch (IOException e) {
      setTitle("none");
    }
  }
}
