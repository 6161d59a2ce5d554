package com.example.kindmicrophone;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle("" + ((android.media.AudioManager) getSystemService(AUDIO_SERVICE)).getRingerMode());
  }
}
