package com.example.clipboardlistener;

import android.app.Activity;
import android.content.ClipboardManager;
import android.content.Context;
import android.os.Bundle;
import android.view.View;
import android.widget.Button;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Button paste = new Button(this);
    paste.setOnClickListener(
        new View.OnClickListener() {
          @Override
          public void onClick(View pressed) {
            ClipboardManager clipboard = (ClipboardManager) getSystemService(Context.CLIPBOARD_SERVICE);
            setTitle(String.valueOf(clipboard.getPrimaryClip()));
          }
        });
    setContentView(paste);
  }
}
