package com.example.dispatchvirtual;

import android.content.Context;

final class FriendSource extends Source {
  @Override
  public String ask(Context context) {
    return Taker.take(context);
  }
}
