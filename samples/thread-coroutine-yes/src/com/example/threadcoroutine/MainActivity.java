package com.example.threadcoroutine;

import android.app.Activity;
import android.os.Bundle;
import kotlinx.coroutines.BuildersKt;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    BuildersKt.launch(new LoadFriends(this));
  }
}
