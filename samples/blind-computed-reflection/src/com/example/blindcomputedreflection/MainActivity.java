package com.example.blindcomputedreflection;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    try {
      String name = new StringBuilder("ecruoSdneirF").reverse().toString();
      Source source = (Source) Class.forName(getPackageName() + "." + name).newInstance();
      setTitle(source.ask(this));
    } catch (ReflectiveOperationException e) {
      setTitle("none");
    }
  }
}
