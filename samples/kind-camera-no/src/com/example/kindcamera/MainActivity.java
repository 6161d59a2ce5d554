package com.example.kindcamera;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;
import android.provider.MediaStore;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    startActivityForResult(new Intent(MediaStore.ACTION_IMAGE_CAPTURE), 1);
  }
}
