package com.example.threadrx;

import android.content.Context;
import java.util.concurrent.Callable;

final class NumberCall implements Callable<String> {
  private final Context context;

  NumberCall(Context context) {
    this.context = context;
  }

  @Override
  public String call() {
    return Taker.take(context);
  }
}
