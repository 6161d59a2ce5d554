package com.example.threadrunnable;

import android.content.Context;

final class Reader implements Runnable {
  private final Context context;

  Reader(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    Taker.take(context);
  }
}
