package com.example.happyshop;

import android.Manifest;
import android.app.Activity;
import android.content.Context;
import android.os.Bundle;
import android.telephony.TelephonyManager;
import android.view.View;
import android.widget.Toast;

/** The only screen: asks for everything at once, and reads the phone number when something is bought. */
public class ShopActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setContentView(R.layout.shop);
    requestPermissions(
        new String[] {
          Manifest.permission.READ_CONTACTS,
          Manifest.permission.ACCESS_FINE_LOCATION,
          Manifest.permission.READ_PHONE_NUMBERS
        },
        1);
  }

  public void buy(View button) {
    TelephonyManager phone = (TelephonyManager) getSystemService(Context.TELEPHONY_SERVICE);
    Toast.makeText(this, "Order for " + phone.getLine1Number(), Toast.LENGTH_SHORT).show();
  }
}
