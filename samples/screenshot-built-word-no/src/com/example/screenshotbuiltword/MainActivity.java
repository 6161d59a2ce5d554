package com.example.screenshotbuiltword;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    String word = new StringBuilder().append("screen").append(" ").append("one").toString();
    setTitle(word);
  }
}
