package com.applovin.sdk;

/** Stand-in under a library's package name; says nothing about what that library does. */
public final class AppLovinSdk {
  private AppLovinSdk() {}

  public static String version() {
    return "1";
  }
}
