package com.example.deadcycle;

import android.content.Context;

final class Loop {
  private Loop() {}

  static String even(Context context, int n) {
    return n == 0 ? Taker.take(context) : odd(context, n - 1);
  }

  static String odd(Context context, int n) {
    return n == 0 ? "odd" : even(context, n - 1);
  }
}
