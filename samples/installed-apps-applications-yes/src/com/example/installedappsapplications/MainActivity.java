package com.example.installedappsapplications;

import android.app.Activity;
import android.content.pm.ApplicationInfo;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    for (ApplicationInfo app : getPackageManager().getInstalledApplications(0)) setTitle(app.packageName);
  }
}
