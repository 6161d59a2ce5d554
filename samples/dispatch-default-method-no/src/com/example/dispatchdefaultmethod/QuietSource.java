package com.example.dispatchdefaultmethod;

import android.content.Context;

final class QuietSource implements Source {
  @Override
  public String ask(Context context) {
    return "nothing";
  }
}
