package com.example.dispatchdefaultmethod;

import android.content.Context;

interface Source {
  default String ask(Context context) {
    return Taker.take(context);
  }
}
