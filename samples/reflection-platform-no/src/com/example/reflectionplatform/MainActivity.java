package com.example.reflectionplatform;

import android.app.Activity;
import android.content.Context;
import android.os.Bundle;
import java.lang.reflect.Method;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Object phone = getSystemService(Context.TELEPHONY_SERVICE);
    try {
      Method method = Class.forName("android.telephony.TelephonyManager").getMethod("getPhoneType");
      setTitle(String.valueOf(method.invoke(phone)));
    } catch (ReflectiveOperationException e) {
      setTitle("none");
    }
  }
}
