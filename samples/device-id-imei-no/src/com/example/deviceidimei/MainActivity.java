package com.example.deviceidimei;

import android.app.Activity;
import android.content.Context;
import android.os.Bundle;
import android.telephony.TelephonyManager;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    TelephonyManager phone = (TelephonyManager) getSystemService(Context.TELEPHONY_SERVICE);
    setTitle("" + phone.getPhoneCount());
  }
}
