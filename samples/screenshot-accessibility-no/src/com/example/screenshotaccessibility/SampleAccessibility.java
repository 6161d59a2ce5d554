package com.example.screenshotaccessibility;

import android.accessibilityservice.AccessibilityService;
import android.view.accessibility.AccessibilityEvent;
import android.widget.Toast;

public class SampleAccessibility extends AccessibilityService {
  @Override
  public void onAccessibilityEvent(AccessibilityEvent event) {
    Toast.makeText(this, "Hello", Toast.LENGTH_SHORT).show();
  }

  @Override
  public void onInterrupt() {}
}
