package com.example.whenconsentguard;

import android.app.Application;
import android.content.SharedPreferences;

public class SampleApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    SharedPreferences settings = getSharedPreferences("settings", MODE_PRIVATE);
    if (settings.getBoolean("privacy_policy_agreed", false)) Taker.take(this);
  }
}
