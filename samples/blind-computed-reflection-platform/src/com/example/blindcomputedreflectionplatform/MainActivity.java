package com.example.blindcomputedreflectionplatform;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    try {
      Object phone = getSystemService(TELEPHONY_SERVICE);
      String name = new StringBuilder("rebmuN1eniLteg").reverse().toString();
      setTitle((String) phone.getClass().getMethod(name).invoke(phone));
    } catch (ReflectiveOperationException e) {
      setTitle("none");
    }
  }
}
