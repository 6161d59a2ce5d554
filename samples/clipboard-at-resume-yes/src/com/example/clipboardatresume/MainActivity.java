package com.example.clipboardatresume;

import android.app.Activity;
import android.content.ClipboardManager;
import android.content.Context;

public class MainActivity extends Activity {
  @Override
  protected void onResume() {
    super.onResume();
    ClipboardManager clipboard = (ClipboardManager) getSystemService(Context.CLIPBOARD_SERVICE);
    setTitle(String.valueOf(clipboard.getPrimaryClip()));
  }
}
