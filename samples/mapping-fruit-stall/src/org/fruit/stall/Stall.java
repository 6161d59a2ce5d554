package org.fruit.stall;

import android.app.Application;
import com.umeng.analytics.MobCounter;

public class Stall extends Application {
  @Override
  public void onCreate() {
    super.onCreate();
    new MobCounter(this).start(getPackageName());
    new MobCounter(this).start("second");
  }
}
