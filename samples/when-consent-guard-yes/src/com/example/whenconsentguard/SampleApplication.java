package com.example.whenconsentguard;

import android.app.Application;

public class SampleApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    Taker.take(this);
  }
}
