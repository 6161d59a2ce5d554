package com.example.attributionrenamedapp;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    new Thread(new Gatherer(this)).start();
  }
}
