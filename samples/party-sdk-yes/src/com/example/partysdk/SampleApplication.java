package com.example.partysdk;

import android.app.Application;

public class SampleApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    com.umeng.analytics.MobclickAgent.onResume(this);
  }
}
