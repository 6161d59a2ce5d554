package com.example.dispatchsuper;

import android.app.Activity;

public class MainActivity extends Activity {
  @Override
  protected void onResume() {
    super.onResume();
    setTitle("resumed");
  }
}
