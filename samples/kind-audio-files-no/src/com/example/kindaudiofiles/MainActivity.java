package com.example.kindaudiofiles;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    new android.media.ToneGenerator(3, 50).startTone(24);
  }
}
