package com.example.kindphonestate;

import android.app.Activity;
import android.os.Bundle;
import android.telephony.TelephonyManager;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle("" + ((TelephonyManager) getSystemService(TELEPHONY_SERVICE)).isVoiceCapable());
  }
}
