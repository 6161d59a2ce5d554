package com.example.blindcomputedreflectionplatform;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    try {
      Object phone = getSystemService(TELEPHONY_SERVICE);
      StringBuilder name = new StringBuilder();
      for (char one : "dfwOjmf2Mvnafq".toCharArray()) {
        name.append((char) (one ^ getPackageName().length() % 8));
      }
      setTitle((String) phone.getClass().getMethod(name.toString()).invoke(phone));
    } catch (ReflectiveOperationException e) {
      setTitle("none");
    }
  }
}
