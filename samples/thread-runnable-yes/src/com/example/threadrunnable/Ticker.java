package com.example.threadrunnable;

import android.util.Log;

final class Ticker implements Runnable {
  @Override
  public void run() {
    Log.i("sample", "tick");
  }
}
