package org.fruit.stall;

import android.app.Activity;
import android.os.Bundle;
import org.fruit.stall.orders.Regulars;

public class MainActivity extends Activity {
  private Regulars regulars;

  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    regulars = new Regulars(this);
    setTitle(regulars.names(0) + regulars.names(1) + regulars.count(regulars));
  }

  @Override
  protected void onResume() {
    super.onResume();
    setTitle(regulars.names(2) + regulars.count(regulars));
  }
}
