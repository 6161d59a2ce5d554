package com.example.blindmadenotrun;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Runnable kept = new Gatherer(this);
    setTitle(kept.toString());
  }
}
