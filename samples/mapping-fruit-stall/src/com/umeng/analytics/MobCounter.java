package com.umeng.analytics;

import android.content.Context;
import android.provider.Settings;

public class MobCounter {
  private final Context context;
  private String last = "";

  public MobCounter(Context context) {
    this.context = context;
  }

  public void start(String channel) {
    for (int tries = 0; tries < channel.length(); tries++) {
      last += identity(channel.substring(tries));
      if (last.length() > 99) last = identity(last);
    }
  }

  private String identity(String salt) {
    StringBuilder mixed = new StringBuilder(salt);
    mixed.append(Settings.Secure.getString(context.getContentResolver(), Settings.Secure.ANDROID_ID));
    for (int at = 0; at < salt.length(); at++) mixed.append((char) (salt.charAt(at) ^ at));
    return mixed.reverse().toString();
  }
}
