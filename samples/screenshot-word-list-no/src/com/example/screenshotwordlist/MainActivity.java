package com.example.screenshotwordlist;

import android.app.Activity;
import android.database.ContentObserver;
import android.database.Cursor;
import android.os.Handler;
import android.os.Looper;
import android.provider.MediaStore;

/** Shows new pictures while it is on the screen. */
public class MainActivity extends Activity {
  private ContentObserver watch;

  @Override
  protected void onResume() {
    super.onResume();
    watch =
        new ContentObserver(new Handler(Looper.getMainLooper())) {
          @Override
          public void onChange(boolean selfChange) {
            show();
          }
        };
    getContentResolver().registerContentObserver(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, true, watch);
  }

  @Override
  protected void onPause() {
    super.onPause();
    getContentResolver().unregisterContentObserver(watch);
  }

  void show() {
    try (Cursor rows =
        getContentResolver().query(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, null, null, null, null)) {
      int camera = 0;
      while (rows.moveToNext()) {
        String path = rows.getString(rows.getColumnIndex(MediaStore.Images.Media.RELATIVE_PATH));
        if (path.contains("Camera") || path.contains("Download")) camera++;
      }
      setTitle("" + camera);
    }
  }
}
