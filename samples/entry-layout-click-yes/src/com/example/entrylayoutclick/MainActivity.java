package com.example.entrylayoutclick;

import android.app.Activity;
import android.os.Bundle;
import android.view.View;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setContentView(R.layout.main);
  }

  public void invite(View pressed) {
    setTitle(Taker.take(this));
  }

  public void greet(View pressed) {
    setTitle("Hello");
  }
}
