package kotlin.coroutines.jvm.internal;

import kotlin.coroutines.Continuation;

/** Stand-in for the language library's class of the same name. */
public abstract class BaseContinuationImpl implements Continuation<Object> {
  private final Continuation<Object> completion;

  public BaseContinuationImpl(Continuation<Object> completion) {
    this.completion = completion;
  }

  @Override
  public final void resumeWith(Object result) {
    Object outcome = invokeSuspend(result);
    if (completion != null) completion.resumeWith(outcome);
  }

  protected abstract Object invokeSuspend(Object result);
}
