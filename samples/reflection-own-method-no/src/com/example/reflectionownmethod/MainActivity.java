package com.example.reflectionownmethod;

import android.app.Activity;
import android.content.Context;
import android.os.Bundle;
import java.lang.reflect.Method;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    try {
      Method method = Tools.class.getDeclaredMethod("version", Context.class);
      setTitle((String) method.invoke(null, this));
    } catch (ReflectiveOperationException e) {
      setTitle("none");
    }
  }
}
