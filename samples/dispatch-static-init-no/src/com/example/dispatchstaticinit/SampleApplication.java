package com.example.dispatchstaticinit;

import android.app.Application;
import android.content.Context;
import android.util.Log;

public class SampleApplication extends Application {
  static Context context;

  @Override
  public void onCreate() {
    super.onCreate();
    context = this;
    Log.i("sample", Inventory.class.getName());
  }
}
