package kotlin.coroutines;

/** Stand-in for the language library's interface of the same name. */
public interface Continuation<T> {
  void resumeWith(Object result);
}
