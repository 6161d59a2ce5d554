package com.example.entrystartupinitializer;

import android.content.Context;
import androidx.startup.Initializer;
import java.util.Collections;
import java.util.List;

public final class QuietInitializer implements Initializer<String> {
  @Override
  public String create(Context context) {
    return "ready";
  }

  @Override
  public List<Class<? extends Initializer<?>>> dependencies() {
    return Collections.emptyList();
  }
}
