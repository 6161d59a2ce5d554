package com.example.deadactivity;

import android.app.Activity;
import android.os.Bundle;

public class OldActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle(Taker.take(this));
  }
}
