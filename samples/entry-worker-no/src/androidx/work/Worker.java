package androidx.work;

import android.content.Context;

/** Stand-in for the library's class of the same name. */
public abstract class Worker extends ListenableWorker {
  public Worker(Context context) {
    super(context);
  }

  public abstract Object doWork();

  @Override
  public final Object startWork() {
    return doWork();
  }
}
