package com.example.partyadapter;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    com.google.ads.mediation.applovin.AppLovinAdapter.load(this);
  }
}
