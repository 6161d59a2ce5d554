package kotlin.coroutines.jvm.internal;

import kotlin.coroutines.Continuation;

/** Stand-in for the language library's class of the same name. */
public abstract class SuspendLambda extends BaseContinuationImpl {
  public SuspendLambda(int arity, Continuation<Object> completion) {
    super(completion);
  }
}
