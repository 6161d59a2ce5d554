package com.example.pages;

import android.app.Activity;
import android.os.Bundle;

/** The first screen. */
public class StartActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setContentView(R.layout.welcome);
  }
}
