package com.example.screenshotnoticed;

import android.app.Activity;

public class MainActivity extends Activity implements Activity.ScreenCaptureCallback {
  @Override
  protected void onStart() {
    super.onStart();
    registerScreenCaptureCallback(getMainExecutor(), this);
  }

  @Override
  protected void onStop() {
    super.onStop();
    unregisterScreenCaptureCallback(this);
  }

  @Override
  public void onScreenCaptured() {
    setTitle("Need help with this page?");
  }
}
