package com.example.kindcalendar;

import android.app.Activity;
import android.database.Cursor;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Cursor rows = getContentResolver().query(android.provider.CalendarContract.Events.CONTENT_URI, null, null, null, null);
    setTitle(rows == null ? "0" : "" + rows.getCount());
  }
}
