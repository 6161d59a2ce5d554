package com.example.phonenumbersubscription;

import android.app.Activity;
import android.os.Bundle;
import android.telephony.PhoneNumberUtils;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle(PhoneNumberUtils.formatNumber("02012345678", "GB"));
  }
}
