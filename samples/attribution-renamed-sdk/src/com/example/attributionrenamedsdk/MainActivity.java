package com.example.attributionrenamedsdk;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    startService(new Intent(this, com.umeng.analytics.CollectService.class));
  }
}
