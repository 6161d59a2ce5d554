package com.example.kindappusage;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    android.app.usage.UsageStatsManager usage = (android.app.usage.UsageStatsManager) getSystemService(USAGE_STATS_SERVICE);
    setTitle("" + usage.queryUsageStats(0, 0, System.currentTimeMillis()).size());
  }
}
