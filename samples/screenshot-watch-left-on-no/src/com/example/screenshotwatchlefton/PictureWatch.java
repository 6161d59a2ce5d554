package com.example.screenshotwatchlefton;

import android.content.Context;
import android.database.ContentObserver;
import android.database.Cursor;
import android.net.Uri;
import android.os.Handler;
import android.os.Looper;
import android.provider.MediaStore;
import android.util.Log;
import java.util.Locale;

/** Told of every new picture. */
final class PictureWatch extends ContentObserver {
  private final Context context;

  PictureWatch(Context context) {
    super(new Handler(Looper.getMainLooper()));
    this.context = context;
  }

  @Override
  public void onChange(boolean selfChange, Uri uri) {
    String[] columns = {MediaStore.Images.Media.DISPLAY_NAME};
    try (Cursor row = context.getContentResolver().query(uri, columns, null, null, null)) {
      if (row != null && row.moveToFirst()) check(uri, row.getString(0));
    }
  }

  private void check(Uri uri, String name) {
    if (name.toLowerCase(Locale.ROOT).contains("screenshot")) Log.i("sample", "offer help");
  }
}
