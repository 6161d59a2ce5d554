package com.example.entryjob;

import android.app.job.JobParameters;
import android.app.job.JobService;

public class SampleJob extends JobService {
  @Override
  public boolean onStartJob(JobParameters parameters) {
    getCacheDir().delete();
    return false;
  }

  @Override
  public boolean onStopJob(JobParameters parameters) {
    return false;
  }
}
