package com.example.dispatchinvokecustom;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    runOnUiThread(() -> setTitle(Taker.take(this)));
  }

  void later() {
    runOnUiThread(() -> setTitle(Taker.take(this)));
  }
}
