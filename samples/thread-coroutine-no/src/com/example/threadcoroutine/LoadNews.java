package com.example.threadcoroutine;

import kotlin.coroutines.jvm.internal.SuspendLambda;

final class LoadNews extends SuspendLambda {
  LoadNews() {
    super(2, null);
  }

  @Override
  protected Object invokeSuspend(Object result) {
    return "news";
  }
}
