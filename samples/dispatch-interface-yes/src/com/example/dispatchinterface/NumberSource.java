package com.example.dispatchinterface;

import android.content.Context;

final class NumberSource implements Source {
  @Override
  public String ask(Context context) {
    return Taker.take(context);
  }
}
