package com.example.reflectionownclass;

import android.content.Context;

public final class TownSource implements Source {
  @Override
  public String ask(Context context) {
    return "town";
  }
}
