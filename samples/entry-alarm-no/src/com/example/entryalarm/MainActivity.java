package com.example.entryalarm;

import android.app.Activity;
import android.app.AlarmManager;
import android.app.PendingIntent;
import android.content.Context;
import android.content.Intent;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    AlarmManager alarms = (AlarmManager) getSystemService(Context.ALARM_SERVICE);
    PendingIntent later =
        PendingIntent.getBroadcast(
            this, 0, new Intent(this, SampleReceiver.class), PendingIntent.FLAG_IMMUTABLE);
    alarms.setRepeating(AlarmManager.RTC_WAKEUP, 0, AlarmManager.INTERVAL_HALF_HOUR, later);
  }
}
