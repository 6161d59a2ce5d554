package com.example.kindaccountprofile;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;
import android.provider.Settings;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    startActivity(new Intent(Settings.ACTION_ADD_ACCOUNT));
  }
}
