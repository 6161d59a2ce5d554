package com.example.installedappslaunchers;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Intent share = new Intent(Intent.ACTION_SEND).setType("text/plain");
    startActivity(Intent.createChooser(share, "Share"));
  }
}
