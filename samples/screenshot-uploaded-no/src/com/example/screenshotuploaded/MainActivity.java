package com.example.screenshotuploaded;

import android.app.Activity;
import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.util.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    startActivityForResult(new Intent(Intent.ACTION_PICK).setType("image/*"), 1);
  }

  @Override
  protected void onActivityResult(int request, int result, Intent data) {
    if (data != null) new Thread(() -> send(data.getData())).start();
  }

  private void send(Uri uri) {
    try (InputStream in = getContentResolver().openInputStream(uri)) {
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
