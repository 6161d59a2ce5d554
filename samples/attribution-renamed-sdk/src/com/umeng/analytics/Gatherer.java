package com.umeng.analytics;

import android.content.Context;

final class Gatherer implements Runnable {
  private final Context context;

  Gatherer(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    context.getSharedPreferences("kept", Context.MODE_PRIVATE).edit().putString("id", Taker.take(context)).apply();
  }
}
