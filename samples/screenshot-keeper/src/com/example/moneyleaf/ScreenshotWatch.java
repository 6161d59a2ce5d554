package com.example.moneyleaf;

import android.content.Context;
import android.database.ContentObserver;
import android.database.Cursor;
import android.net.Uri;
import android.os.Handler;
import android.provider.MediaStore;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Locale;

/** Told of every new picture: looks up its path, and when it is a screenshot keeps a copy in the app's own folder. */
final class ScreenshotWatch extends ContentObserver {
  private static final String[] WORDS = {"screenshot", "screen_shot", "screencap", "截屏", "截图"};
  private final Context context;

  ScreenshotWatch(Context context, Handler handler) {
    super(handler);
    this.context = context;
  }

  @Override
  public void onChange(boolean selfChange, Uri uri) {
    Cursor newest =
        context
            .getContentResolver()
            .query(
                uri,
                new String[] {MediaStore.Images.Media.DATA, MediaStore.Images.Media.DATE_ADDED},
                null,
                null,
                MediaStore.Images.Media.DATE_ADDED + " desc limit 1");
    if (newest == null) return;
    try {
      if (newest.moveToFirst()) check(newest.getString(0));
    } finally {
      newest.close();
    }
  }

  private void check(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    for (String word : WORDS) {
      if (lower.contains(word)) {
        keep(new File(path));
        return;
      }
    }
  }

  private void keep(File picture) {
    File copy = new File(context.getExternalFilesDir("feedback"), picture.getName());
    try (FileInputStream in = new FileInputStream(picture);
        FileOutputStream out = new FileOutputStream(copy)) {
      byte[] block = new byte[8192];
      for (int n = in.read(block); n > 0; n = in.read(block)) out.write(block, 0, n);
    } catch (IOException e) {
      // Missed this one.
    }
  }
}
