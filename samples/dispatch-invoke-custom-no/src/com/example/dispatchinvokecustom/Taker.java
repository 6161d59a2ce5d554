package com.example.dispatchinvokecustom;

import android.content.ClipData;
import android.content.ClipboardManager;
import android.content.Context;

/** Reads clipboard, once per call. */
final class Taker {
  private Taker() {}

  static String take(Context context) {
    ClipboardManager clipboard = (ClipboardManager) context.getSystemService(Context.CLIPBOARD_SERVICE);
    ClipData clip = clipboard.getPrimaryClip();
    return clip == null ? "" : String.valueOf(clip.getItemAt(0).getText());
  }
}
