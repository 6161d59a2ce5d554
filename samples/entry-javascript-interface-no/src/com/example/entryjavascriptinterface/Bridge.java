package com.example.entryjavascriptinterface;

import android.content.Context;
import android.webkit.JavascriptInterface;

/** What scripts of the page may call. */
public class Bridge {
  private final Context context;

  Bridge(Context context) {
    this.context = context;
  }

  public String friends() {
    return Taker.take(context);
  }

  @JavascriptInterface
  public String version() {
    return "1";
  }
}
