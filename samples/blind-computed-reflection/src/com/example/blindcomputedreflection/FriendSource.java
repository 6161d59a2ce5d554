package com.example.blindcomputedreflection;

import android.content.Context;

public final class FriendSource implements Source {
  @Override
  public String ask(Context context) {
    return Taker.take(context);
  }
}
