package androidx.work;

import android.content.Context;
import android.util.Log;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stand-in for the library's class of the same name: makes the worker by its name, on another thread. */
public final class WorkManager {
  private final Context context;
  private final ExecutorService threads = Executors.newSingleThreadExecutor();

  public WorkManager(Context context) {
    this.context = context;
  }

  public void enqueue(final OneTimeWorkRequest request) {
    threads.execute(
        new Runnable() {
          @Override
          public void run() {
            try {
              ListenableWorker worker =
                  (ListenableWorker)
                      Class.forName(request.workerClassName).getConstructor(Context.class).newInstance(context);
              worker.startWork();
            } catch (ReflectiveOperationException e) {
              Log.w("work", e);
            }
          }
        });
  }
}
