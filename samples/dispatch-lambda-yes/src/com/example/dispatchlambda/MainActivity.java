package com.example.dispatchlambda;

import android.app.Activity;
import android.os.Bundle;
import android.os.Handler;
import android.os.Looper;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    new Handler(Looper.getMainLooper()).post(() -> setTitle(Taker.take(this)));
  }

  void later() {
    new Handler(Looper.getMainLooper()).post(() -> setTitle(Taker.take(this)));
  }
}
