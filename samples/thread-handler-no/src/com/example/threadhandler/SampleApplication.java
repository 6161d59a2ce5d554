package com.example.threadhandler;

import android.app.Application;
import android.os.Handler;

public class SampleApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    Handler handler = new LogHandler();
    handler.sendEmptyMessageDelayed(1, 5000);
  }
}
