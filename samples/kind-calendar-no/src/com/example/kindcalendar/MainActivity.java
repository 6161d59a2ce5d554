package com.example.kindcalendar;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    startActivity(new Intent(Intent.ACTION_INSERT, android.provider.CalendarContract.Events.CONTENT_URI));
  }
}
