package com.example.kindxrtracking;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    requestPermissions(new String[] {"android.permission.EYE_TRACKING_FINE"}, 1);
  }
}
