package com.stub;

import android.app.Application;
import android.content.Context;

/** Stand-in under a packer's class name: unpacks the real code and hands over to it. */
public class StubApp extends Application {
  static {
    System.loadLibrary("jiagu");
  }

  @Override
  protected native void attachBaseContext(Context base);
}
