package androidx.startup;

import java.util.List;

/** Stand-in for the library's interface. */
public interface Initializer<T> {
  T create(android.content.Context context);

  List<Class<? extends Initializer<?>>> dependencies();
}
