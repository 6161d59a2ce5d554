package com.example.screenshothiddenapi;

import android.app.Activity;
import android.os.Bundle;
import java.lang.reflect.Method;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    try {
      Method method = Class.forName("android.view.SurfaceControl").getMethod("screenshot", int.class, int.class);
      setTitle(String.valueOf(method.invoke(null, 720, 1280)));
    } catch (ReflectiveOperationException e) {
      setTitle("none");
    }
  }
}
