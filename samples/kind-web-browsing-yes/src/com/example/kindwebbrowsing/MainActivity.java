package com.example.kindwebbrowsing;

import android.app.Activity;
import android.database.Cursor;
import android.net.Uri;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Cursor rows = getContentResolver().query(Uri.parse("content://browser/bookmarks"), null, null, null, null);
    setTitle(rows == null ? "0" : "" + rows.getCount());
  }
}
