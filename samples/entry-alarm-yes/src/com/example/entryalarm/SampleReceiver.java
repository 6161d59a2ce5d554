package com.example.entryalarm;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;

public class SampleReceiver extends BroadcastReceiver {
  @Override
  public void onReceive(Context context, Intent intent) {
    Taker.take(context);
  }
}
