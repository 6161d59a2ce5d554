package com.example.entrysmsreceiver;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;
import android.content.SharedPreferences;

public class SampleReceiver extends BroadcastReceiver {
  @Override
  public void onReceive(Context context, Intent intent) {
    SharedPreferences state = context.getSharedPreferences("state", 0);
    state.edit().putInt("count", state.getInt("count", 0) + 1).apply();
  }
}
