package com.example.entryaccessibility;

import android.accessibilityservice.AccessibilityService;
import android.view.accessibility.AccessibilityEvent;

public class SampleAccessibility extends AccessibilityService {
  @Override
  public void onAccessibilityEvent(AccessibilityEvent event) {
    performGlobalAction(GLOBAL_ACTION_BACK);
  }

  @Override
  public void onInterrupt() {}
}
