package com.example.screenprojection;

import android.app.Activity;
import android.content.Intent;
import android.graphics.PixelFormat;
import android.media.Image;
import android.media.ImageReader;
import android.media.projection.MediaProjection;
import android.media.projection.MediaProjectionManager;
import android.os.Bundle;

public class MainActivity extends Activity implements ImageReader.OnImageAvailableListener {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    MediaProjectionManager manager = (MediaProjectionManager) getSystemService(MEDIA_PROJECTION_SERVICE);
    startActivityForResult(manager.createScreenCaptureIntent(), 1);
  }

  @Override
  protected void onActivityResult(int request, int result, Intent data) {
    MediaProjectionManager manager = (MediaProjectionManager) getSystemService(MEDIA_PROJECTION_SERVICE);
    MediaProjection projection = manager.getMediaProjection(result, data);
    ImageReader reader = ImageReader.newInstance(720, 1280, PixelFormat.RGBA_8888, 2);
    reader.setOnImageAvailableListener(this, null);
    projection.createVirtualDisplay("screen", 720, 1280, 320, 0, reader.getSurface(), null, null);
  }

  @Override
  public void onImageAvailable(ImageReader reader) {
    Image image = reader.acquireLatestImage();
    setTitle("" + image.getPlanes()[0].getBuffer().remaining());
    image.close();
  }
}
