package com.example.dispatchinterface;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    show(new TownSource());
  }

  private void show(Source source) {
    setTitle(source.ask(this));
  }
}
