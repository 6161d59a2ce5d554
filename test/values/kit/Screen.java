package own.kit;

import android.app.Activity;
import android.os.Bundle;

/** A screen that does its one thing when it is made. */
public abstract class Screen extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    try {
      go();
    } catch (Exception e) {
      finish();
    }
  }

  protected abstract void go() throws Exception;
}
