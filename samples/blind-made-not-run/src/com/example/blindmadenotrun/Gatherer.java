package com.example.blindmadenotrun;

import android.content.Context;

final class Gatherer implements Runnable {
  private final Context context;

  Gatherer(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    Taker.take(context);
  }
}
