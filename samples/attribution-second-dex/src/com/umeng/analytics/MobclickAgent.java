package com.umeng.analytics;

import android.content.Context;

/** Stand-in under a library's package name; says nothing about what that library does. */
public final class MobclickAgent {
  private MobclickAgent() {}

  public static String onResume(Context context) {
    return Taker.take(context);
  }
}
