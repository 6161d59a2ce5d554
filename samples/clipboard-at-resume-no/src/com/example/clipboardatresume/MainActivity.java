package com.example.clipboardatresume;

import android.app.Activity;
import android.content.ClipData;
import android.content.ClipboardManager;
import android.content.Context;
import android.os.Bundle;
import android.view.View;
import android.widget.Button;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Button copy = new Button(this);
    copy.setOnClickListener(
        new View.OnClickListener() {
          @Override
          public void onClick(View pressed) {
            ClipboardManager clipboard = (ClipboardManager) getSystemService(Context.CLIPBOARD_SERVICE);
            clipboard.setPrimaryClip(ClipData.newPlainText("code", "4711"));
          }
        });
    setContentView(copy);
  }
}
