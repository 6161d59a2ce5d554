package com.umeng.message;

import android.content.Context;

/** Stand-in under a library's package name; says nothing about what that library does. */
public final class PushAgent {
  private PushAgent() {}

  public static String start(Context context) {
    return Taker.take(context);
  }
}
