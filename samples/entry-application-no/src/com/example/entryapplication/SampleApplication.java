package com.example.entryapplication;

import android.app.Application;

/** Runs before any screen. */
public class SampleApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    Taker.take(this);
  }
}
