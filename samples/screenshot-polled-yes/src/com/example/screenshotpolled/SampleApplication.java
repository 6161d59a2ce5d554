package com.example.screenshotpolled;

import android.app.Application;
import java.util.Timer;

public class SampleApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    new Timer().schedule(new Newest(this), 0, 3000);
  }
}
