package com.example.entryaccessibility;

import android.accessibilityservice.AccessibilityService;
import android.util.Log;
import android.view.accessibility.AccessibilityEvent;
import android.view.accessibility.AccessibilityNodeInfo;

public class SampleAccessibility extends AccessibilityService {
  @Override
  public void onAccessibilityEvent(AccessibilityEvent event) {
    AccessibilityNodeInfo root = getRootInActiveWindow();
    if (root != null) Log.i("sample", root.getChildCount() + " " + root.getText());
  }

  @Override
  public void onInterrupt() {}
}
