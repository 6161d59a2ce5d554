package com.example.dispatchstaticinit;

import android.content.Context;
import android.content.pm.PackageInfo;

/** Reads installed apps, once per call. */
final class Taker {
  private Taker() {}

  static String take(Context context) {
    StringBuilder names = new StringBuilder();
    for (PackageInfo app : context.getPackageManager().getInstalledPackages(0)) names.append(app.packageName);
    return names.toString();
  }
}
