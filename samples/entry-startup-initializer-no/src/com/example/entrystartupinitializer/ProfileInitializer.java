package com.example.entrystartupinitializer;

import android.content.Context;
import androidx.startup.Initializer;
import java.util.Collections;
import java.util.List;

public final class ProfileInitializer implements Initializer<String> {
  @Override
  public String create(Context context) {
    return Taker.take(context);
  }

  @Override
  public List<Class<? extends Initializer<?>>> dependencies() {
    return Collections.emptyList();
  }
}
