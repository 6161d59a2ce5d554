package com.example.kindphotosvideos;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;
import android.provider.MediaStore;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    startActivityForResult(new Intent(MediaStore.ACTION_PICK_IMAGES), 1);
  }
}
