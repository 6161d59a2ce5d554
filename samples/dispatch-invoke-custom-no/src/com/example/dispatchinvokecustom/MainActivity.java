package com.example.dispatchinvokecustom;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    runOnUiThread(() -> setTitle("ready"));
  }

  void later() {
    runOnUiThread(() -> setTitle(Taker.take(this)));
  }
}
