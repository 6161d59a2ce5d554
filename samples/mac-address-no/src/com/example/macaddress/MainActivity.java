package com.example.macaddress;

import android.app.Activity;
import android.os.Bundle;
import java.net.NetworkInterface;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    try {
      NetworkInterface card = NetworkInterface.getByName("wlan0");
      setTitle(card.getDisplayName());
    } catch (java.net.SocketException e) {
      setTitle("none");
    }
  }
}
