package com.example.kinddeviceaccounts;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle("" + android.accounts.AccountManager.get(this).getAccounts().length);
  }
}
