package com.example.screenshotfolderwatched;

import android.app.Application;
import java.io.File;

public class SampleApplication extends Application {
  private static FolderWatch watch;

  @Override
  public void onCreate() {
    super.onCreate();
    File folder = new File(getExternalFilesDir(null), "downloads");
    watch = new FolderWatch(folder, getFilesDir());
    watch.startWatching();
  }
}
