package com.example.reflectionproxy;

import android.content.Context;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

final class ClickHandler implements InvocationHandler {
  private final Context context;
  int clicks;

  ClickHandler(Context context) {
    this.context = context;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    clicks++;
    return null;
  }
}
