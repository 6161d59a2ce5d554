package com.example.threadtimer;

import android.content.Context;
import java.util.TimerTask;

final class PlaceTask extends TimerTask {
  private final Context context;

  PlaceTask(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    Taker.take(context);
  }
}
