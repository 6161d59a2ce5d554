package com.example.attributionseconddex;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    com.umeng.analytics.MobclickAgent.onResume(this);
  }
}
