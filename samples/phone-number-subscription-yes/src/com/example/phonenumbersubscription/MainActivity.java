package com.example.phonenumbersubscription;

import android.app.Activity;
import android.os.Bundle;
import android.telephony.SubscriptionInfo;
import android.telephony.SubscriptionManager;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    SubscriptionManager cards = (SubscriptionManager) getSystemService(TELEPHONY_SUBSCRIPTION_SERVICE);
    for (SubscriptionInfo card : cards.getActiveSubscriptionInfoList()) setTitle(card.getNumber());
  }
}
