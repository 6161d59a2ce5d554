package androidx.work;

import android.content.Context;

/** Stand-in for the library's class of the same name. */
public abstract class ListenableWorker {
  private final Context context;

  public ListenableWorker(Context context) {
    this.context = context;
  }

  public final Context getApplicationContext() {
    return context;
  }

  public abstract Object startWork();
}
