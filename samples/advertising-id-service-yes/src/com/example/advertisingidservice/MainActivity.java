package com.example.advertisingidservice;

import android.app.Activity;
import android.content.ComponentName;
import android.content.Intent;
import android.content.ServiceConnection;
import android.os.Bundle;
import android.os.IBinder;

public class MainActivity extends Activity implements ServiceConnection {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Intent service = new Intent("com.google.android.gms.ads.identifier.service.START");
    service.setPackage("com.google.android.gms");
    bindService(service, this, BIND_AUTO_CREATE);
  }

  @Override
  public void onServiceConnected(ComponentName name, IBinder binder) {
    setTitle(name.toString());
  }

  @Override
  public void onServiceDisconnected(ComponentName name) {}
}
