package io.reactivex;

import java.util.concurrent.Callable;

/** Stand-in for the library's class of the same name. */
public abstract class Observable<T> {
  public static <T> Observable<T> fromCallable(Callable<T> source) {
    return new ObservableFromCallable<T>(source);
  }

  public abstract void subscribe(Observer<T> observer);
}
