package com.example.entryattachbasecontext;

import android.app.Application;
import android.content.Context;
import android.util.Log;

public class SampleApplication extends Application {
  @Override
  protected void attachBaseContext(Context base) {
    super.attachBaseContext(base);
    Log.i("sample", "attached");
  }
}
