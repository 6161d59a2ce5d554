package com.example.phonenumbernewapi;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    startActivityForResult(new Intent("com.google.android.gms.auth.api.identity.PHONE_NUMBER_HINT"), 1);
  }
}
