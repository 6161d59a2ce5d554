package com.example.kindaccountprofile;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    android.accounts.AccountManager manager = android.accounts.AccountManager.get(this);
    manager.getAuthToken(new android.accounts.Account("me", "com.google"), "oauth2:profile", null, this, null, null);
  }
}
