package com.example.entryvpn;

import android.content.Intent;
import android.net.VpnService;
import android.os.ParcelFileDescriptor;
import android.util.Log;
import java.io.FileInputStream;
import java.io.IOException;

/** Puts itself between all apps and the network and looks at what passes. */
public class SampleVpn extends VpnService {
  @Override
  public int onStartCommand(Intent intent, int flags, int id) {
    new Thread(
            new Runnable() {
              @Override
              public void run() {
                look();
              }
            })
        .start();
    return START_STICKY;
  }

  private void look() {
    ParcelFileDescriptor tunnel = new Builder().addAddress("10.0.0.2", 32).addRoute("0.0.0.0", 0).establish();
    try (FileInputStream in = new FileInputStream(tunnel.getFileDescriptor())) {
      byte[] packet = new byte[32767];
      for (int n = in.read(packet); n >= 0; n = in.read(packet)) Log.i("sample", n + " bytes");
    } catch (IOException e) {
      Log.w("sample", e);
    }
  }
}
