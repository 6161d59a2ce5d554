package com.example.blindswitchedoff;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    if (Switches.LOCATION) setTitle(Taker.take(this));
  }
}
