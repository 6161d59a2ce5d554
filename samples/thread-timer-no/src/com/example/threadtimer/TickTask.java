package com.example.threadtimer;

import android.util.Log;
import java.util.TimerTask;

final class TickTask extends TimerTask {
  @Override
  public void run() {
    Log.i("sample", "tick");
  }
}
