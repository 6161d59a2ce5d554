package com.example.kindfilesdocs;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    startActivityForResult(new Intent(Intent.ACTION_OPEN_DOCUMENT).setType("application/pdf"), 1);
  }
}
