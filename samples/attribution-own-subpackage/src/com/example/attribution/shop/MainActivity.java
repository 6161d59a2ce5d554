package com.example.attribution.shop;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle(com.example.attribution.base.Taker.take(this));
  }
}
