package com.example.kindbiometrictemplate;

import android.app.Activity;
import android.graphics.Bitmap;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Bitmap picture = Bitmap.createBitmap(100, 100, Bitmap.Config.RGB_565);
    android.media.FaceDetector.Face[] faces = new android.media.FaceDetector.Face[1];
    setTitle("" + new android.media.FaceDetector(100, 100, 1).findFaces(picture, faces));
  }
}
