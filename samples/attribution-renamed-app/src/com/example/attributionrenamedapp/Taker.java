package com.example.attributionrenamedapp;

import android.content.Context;
import android.telephony.TelephonyManager;

/** Reads device hardware id, once per call. */
final class Taker {
  private Taker() {}

  static String take(Context context) {
    TelephonyManager phone = (TelephonyManager) context.getSystemService(Context.TELEPHONY_SERVICE);
    return phone.getDeviceId();
  }
}
