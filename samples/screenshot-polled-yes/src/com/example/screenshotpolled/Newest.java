package com.example.screenshotpolled;

import android.content.Context;
import android.database.Cursor;
import android.graphics.Bitmap;
import android.graphics.BitmapFactory;
import android.provider.MediaStore;
import android.util.Log;
import java.util.Locale;
import java.util.TimerTask;

/** Looks for the newest picture. */
final class Newest extends TimerTask {
  private final Context context;

  Newest(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    try (Cursor row =
        context
            .getContentResolver()
            .query(
                MediaStore.Images.Media.EXTERNAL_CONTENT_URI,
                new String[] {MediaStore.Images.Media._ID, MediaStore.Images.Media.DATA},
                null,
                null,
                MediaStore.Images.Media.DATE_ADDED + " DESC")) {
      if (row != null && row.moveToFirst()) look(row.getString(1));
    }
  }

  private void look(String path) {
    if (path.toLowerCase(Locale.ROOT).contains("/screenshots/")) {
      Bitmap picture = BitmapFactory.decodeFile(path);
      Log.i("sample", picture.getWidth() + " wide");
    }
  }
}
