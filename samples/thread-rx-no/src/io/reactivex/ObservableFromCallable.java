package io.reactivex;

import android.util.Log;
import java.util.concurrent.Callable;

/** Stand-in for the library's class of the same name. */
final class ObservableFromCallable<T> extends Observable<T> {
  private final Callable<T> source;

  ObservableFromCallable(Callable<T> source) {
    this.source = source;
  }

  @Override
  public void subscribe(Observer<T> observer) {
    try {
      observer.onNext(source.call());
    } catch (Exception e) {
      Log.w("rx", e);
    }
  }
}
