package com.example.dispatchvirtual;

import android.content.Context;

/** What a screen may ask a source for. */
abstract class Source {
  public abstract String ask(Context context);
}
