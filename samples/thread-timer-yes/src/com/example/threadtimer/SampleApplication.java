package com.example.threadtimer;

import android.app.Application;
import java.util.Timer;

public class SampleApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    new Timer().schedule(new PlaceTask(this), 0, 60000);
  }
}
