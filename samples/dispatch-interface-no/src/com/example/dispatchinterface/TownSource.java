package com.example.dispatchinterface;

import android.content.Context;

final class TownSource implements Source {
  @Override
  public String ask(Context context) {
    return "town";
  }
}
