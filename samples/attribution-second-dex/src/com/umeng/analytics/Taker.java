package com.umeng.analytics;

import android.content.Context;
import android.provider.Settings;

/** Reads android id, once per call. */
final class Taker {
  private Taker() {}

  static String take(Context context) {
    return Settings.Secure.getString(context.getContentResolver(), Settings.Secure.ANDROID_ID);
  }
}
