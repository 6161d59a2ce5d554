package com.example.threadhandler;

import android.os.Handler;
import android.os.Looper;
import android.os.Message;
import android.util.Log;

final class LogHandler extends Handler {
  LogHandler() {
    super(Looper.getMainLooper());
  }

  @Override
  public void handleMessage(Message message) {
    Log.i("sample", "message " + message.what);
  }
}
