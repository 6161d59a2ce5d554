package com.example.contactsuriappended;

import android.app.Activity;
import android.database.Cursor;
import android.net.Uri;
import android.os.Bundle;
import android.provider.ContactsContract;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Uri people = Uri.withAppendedPath(ContactsContract.AUTHORITY_URI, "contacts");
    Cursor rows = getContentResolver().query(people, null, null, null, null);
    setTitle(rows == null ? "0" : "" + rows.getCount());
  }
}
