package com.example.threadcoroutine;

import android.content.Context;
import kotlin.coroutines.jvm.internal.SuspendLambda;

/** What the compiler makes of launch { take(context) }. */
final class LoadFriends extends SuspendLambda {
  private final Context context;

  LoadFriends(Context context) {
    super(2, null);
    this.context = context;
  }

  @Override
  protected Object invokeSuspend(Object result) {
    return Taker.take(context);
  }
}
