package com.example.blindencryptedstrings;

import android.app.Activity;
import android.database.Cursor;
import android.net.Uri;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Uri people = Uri.parse(Hidden.text("dhisbis=((dhj)ficuhnc)dhisfdst(dhisfdst"));
    Cursor rows = getContentResolver().query(people, null, null, null, null);
    setTitle(rows == null ? "0" : "" + rows.getCount());
  }
}
