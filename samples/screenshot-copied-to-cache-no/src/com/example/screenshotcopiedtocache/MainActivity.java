package com.example.screenshotcopiedtocache;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    startActivityForResult(new Intent(Intent.ACTION_GET_CONTENT).setType("image/*"), 1);
  }

  @Override
  protected void onActivityResult(int request, int result, Intent data) {
    if (data == null) return;
    try (InputStream in = getContentResolver().openInputStream(data.getData());
        OutputStream out = new FileOutputStream(new File(getCacheDir(), "picture"))) {
      byte[] block = new byte[8192];
      for (int n = in.read(block); n > 0; n = in.read(block)) out.write(block, 0, n);
    } catch (IOException e) {
      setTitle("failed");
    }
  }
}
