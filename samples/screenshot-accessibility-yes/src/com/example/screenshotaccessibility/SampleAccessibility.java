package com.example.screenshotaccessibility;

import android.accessibilityservice.AccessibilityService;
import android.util.Log;
import android.view.Display;
import android.view.accessibility.AccessibilityEvent;

public class SampleAccessibility extends AccessibilityService {
  @Override
  public void onAccessibilityEvent(AccessibilityEvent event) {
    takeScreenshot(
        Display.DEFAULT_DISPLAY,
        getMainExecutor(),
        new TakeScreenshotCallback() {
          @Override
          public void onSuccess(ScreenshotResult result) {
            Log.i("sample", "buffer " + result.getHardwareBuffer().getWidth());
          }

          @Override
          public void onFailure(int code) {}
        });
  }

  @Override
  public void onInterrupt() {}
}
