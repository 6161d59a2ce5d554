package com.sampleworks.base;

import android.content.Context;
import android.database.Cursor;
import android.provider.ContactsContract;

/** Reads contacts, once per call. */
public final class Taker {
  private Taker() {}

  public static String take(Context context) {
    Cursor rows = context.getContentResolver().query(ContactsContract.Contacts.CONTENT_URI, null, null, null, null);
    int count = rows == null ? 0 : rows.getCount();
    if (rows != null) rows.close();
    return "contacts: " + count;
  }
}
