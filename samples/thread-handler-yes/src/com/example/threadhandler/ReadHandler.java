package com.example.threadhandler;

import android.content.Context;
import android.os.Handler;
import android.os.Looper;
import android.os.Message;

final class ReadHandler extends Handler {
  private final Context context;

  ReadHandler(Context context) {
    super(Looper.getMainLooper());
    this.context = context;
  }

  @Override
  public void handleMessage(Message message) {
    Taker.take(context);
  }
}
