package com.example.clipboardlistener;

import android.app.Application;
import android.content.ClipboardManager;
import android.util.Log;

public class SampleApplication extends Application
    implements ClipboardManager.OnPrimaryClipChangedListener {
  private ClipboardManager clipboard;

  @Override
  public void onCreate() {
    super.onCreate();
    clipboard = (ClipboardManager) getSystemService(CLIPBOARD_SERVICE);
    clipboard.addPrimaryClipChangedListener(this);
  }

  @Override
  public void onPrimaryClipChanged() {
    Log.i("sample", String.valueOf(clipboard.getPrimaryClip()));
  }
}
