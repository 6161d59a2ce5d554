package com.google.ads.mediation.applovin;

import android.content.Context;

/** Stand-in: an adapter of one library for another, under the first one's package name. */
public final class AppLovinAdapter {
  private AppLovinAdapter() {}

  public static String load(Context context) {
    return Taker.take(context);
  }
}
