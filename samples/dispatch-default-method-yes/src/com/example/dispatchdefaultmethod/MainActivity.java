package com.example.dispatchdefaultmethod;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Source source = new QuietSource();
    setTitle(source.ask(this));
  }
}
