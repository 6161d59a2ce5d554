package com.sampleworks.shop;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle(com.sampleworks.base.Taker.take(this));
  }
}
