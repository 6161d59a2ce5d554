package com.example.kinddeviceaccounts;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    startActivityForResult(
        android.accounts.AccountManager.newChooseAccountIntent(null, null, null, null, null, null, null), 1);
  }
}
