package com.example.entryworker;

import android.app.Activity;
import android.os.Bundle;
import androidx.work.OneTimeWorkRequest;
import androidx.work.WorkManager;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    new WorkManager(this).enqueue(new OneTimeWorkRequest(TidyWorker.class));
  }
}
