package com.example.attributionunknownlibrary;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle(net.quietdata.core.Taker.take(this));
  }
}
