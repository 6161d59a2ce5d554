package com.example.threadsubclass;

import android.content.Context;

final class Finder extends Thread {
  private final Context context;

  Finder(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    Taker.take(context);
  }
}
