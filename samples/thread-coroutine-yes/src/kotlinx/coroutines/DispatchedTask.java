package kotlinx.coroutines;

import kotlin.coroutines.Continuation;

/** Stand-in: resumes a continuation on another thread. */
public final class DispatchedTask implements Runnable {
  private final Continuation<Object> continuation;

  DispatchedTask(Continuation<Object> continuation) {
    this.continuation = continuation;
  }

  @Override
  public void run() {
    continuation.resumeWith(null);
  }
}
