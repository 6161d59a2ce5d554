package org.fruit.stall.orders;

import android.content.Context;
import android.database.Cursor;
import android.provider.ContactsContract;

/** Names that two methods take become one short name each; what they are handed tells them apart. */
public class Regulars {
  private final Context context;
  private int asked;

  public Regulars(Context context) {
    this.context = context;
  }

  public String names(int from) {
    StringBuilder all = new StringBuilder();
    try (Cursor rows = context.getContentResolver().query(ContactsContract.Contacts.CONTENT_URI, null, null, null, null)) {
      for (int at = 0; rows != null && rows.moveToNext(); at++) {
        if (at < from) continue;
        all.append(rows.getString(rows.getColumnIndex(ContactsContract.Contacts.DISPLAY_NAME)));
      }
    }
    asked++;
    return all.toString();
  }

  public int count(Regulars others) {
    int sum = 0;
    for (int at = 0; at < others.asked; at++) sum += at * asked;
    return sum + others.hashCode();
  }
}
