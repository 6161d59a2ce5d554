package com.example.threadrunnable;

import android.app.Application;

public class SampleApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    new Thread(new Ticker()).start();
  }
}
