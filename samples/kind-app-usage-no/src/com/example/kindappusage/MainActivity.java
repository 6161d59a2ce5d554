package com.example.kindappusage;

import android.app.Activity;
import android.content.SharedPreferences;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    SharedPreferences own = getSharedPreferences("own", 0);
    own.edit().putInt("opened", own.getInt("opened", 0) + 1).apply();
  }
}
