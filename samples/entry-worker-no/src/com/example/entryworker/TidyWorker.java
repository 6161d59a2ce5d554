package com.example.entryworker;

import android.content.Context;
import androidx.work.Worker;

public class TidyWorker extends Worker {
  public TidyWorker(Context context) {
    super(context);
  }

  @Override
  public Object doWork() {
    return getApplicationContext().getCacheDir().list();
  }
}
