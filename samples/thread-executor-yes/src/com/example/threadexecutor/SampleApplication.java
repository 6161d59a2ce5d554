package com.example.threadexecutor;

import android.app.Application;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

public class SampleApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    threads.submit(new IdTask(this));
  }
}
