package com.example.kinddevicefingerprint;

import android.app.Activity;
import android.os.Bundle;
import java.util.Locale;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    setTitle(Locale.getDefault().getLanguage());
  }
}
