package com.example.dispatchvirtual;

import android.content.Context;

final class TownSource extends Source {
  @Override
  public String ask(Context context) {
    return "town";
  }
}
