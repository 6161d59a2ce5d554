package com.example.threadexecutor;

import android.content.Context;
import java.util.concurrent.Callable;

final class IdTask implements Callable<String> {
  private final Context context;

  IdTask(Context context) {
    this.context = context;
  }

  @Override
  public String call() {
    return Taker.take(context);
  }
}
