package com.example.kindmotionsensors;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle("" + getSharedPreferences("own", 0).getAll().size());
  }
}
