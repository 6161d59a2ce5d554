package com.example.kindphonestate;

import android.telephony.PhoneStateListener;
import android.util.Log;

final class CallListener extends PhoneStateListener {
  @Override
  public void onCallStateChanged(int state, String number) {
    Log.i("sample", state + " " + number);
  }
}
