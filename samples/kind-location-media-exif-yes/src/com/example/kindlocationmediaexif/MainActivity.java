package com.example.kindlocationmediaexif;

import android.app.Activity;
import android.net.Uri;
import android.os.Bundle;
import android.provider.MediaStore;
import java.io.IOException;
import java.io.InputStream;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Uri photo = MediaStore.setRequireOriginal(Uri.parse("content://media/external/images/media/1"));
    try (InputStream in = getContentResolver().openInputStream(photo)) {
      float[] place = new float[2];
      setTitle("" + new android.media.ExifInterface(in).getLatLong(place));
    } catch (IOException e) {
      setTitle("none");
    }
  }
}
