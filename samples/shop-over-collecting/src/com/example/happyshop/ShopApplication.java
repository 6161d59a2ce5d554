package com.example.happyshop;

import android.app.Application;
import com.adreach.sdk.AdReach;

/** Starts the advertising library before anything is on the screen. */
public class ShopApplication extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    AdReach.start(this);
  }
}
