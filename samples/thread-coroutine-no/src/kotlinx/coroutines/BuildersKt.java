package kotlinx.coroutines;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kotlin.coroutines.Continuation;

/** Stand-in for the coroutine library's launch. */
public final class BuildersKt {
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  private BuildersKt() {}

  public static void launch(Continuation<Object> block) {
    THREADS.execute(new DispatchedTask(block));
  }
}
