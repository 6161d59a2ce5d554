package androidx.work;

/** Stand-in for the library's class of the same name. */
public final class OneTimeWorkRequest {
  final String workerClassName;

  public OneTimeWorkRequest(Class<? extends ListenableWorker> worker) {
    workerClassName = worker.getName();
  }
}
