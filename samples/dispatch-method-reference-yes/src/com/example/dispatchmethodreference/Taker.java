package com.example.dispatchmethodreference;

import android.content.Context;
import android.telephony.TelephonyManager;

/** Reads phone number, once per call. */
final class Taker {
  private Taker() {}

  static String take(Context context) {
    TelephonyManager phone = (TelephonyManager) context.getSystemService(Context.TELEPHONY_SERVICE);
    return phone.getLine1Number();
  }
}
