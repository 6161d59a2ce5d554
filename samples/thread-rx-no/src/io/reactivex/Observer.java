package io.reactivex;

/** Stand-in for the library's interface of the same name. */
public interface Observer<T> {
  void onNext(T value);
}
