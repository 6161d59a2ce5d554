package com.example.phonenumbernewapi;

import android.app.Activity;
import android.os.Bundle;
import android.telephony.SubscriptionManager;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    SubscriptionManager cards = (SubscriptionManager) getSystemService(TELEPHONY_SUBSCRIPTION_SERVICE);
    setTitle(cards.getPhoneNumber(SubscriptionManager.getDefaultSubscriptionId()));
  }
}
