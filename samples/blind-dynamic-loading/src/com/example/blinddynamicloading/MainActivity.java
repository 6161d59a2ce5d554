package com.example.blinddynamicloading;

import android.app.Activity;
import android.os.Bundle;
import java.io.File;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    try {
      File code = new File(getFilesDir(), "plugin.jar");
      dalvik.system.DexClassLoader loader =
          new dalvik.system.DexClassLoader(code.getPath(), getCacheDir().getPath(), null, getClassLoader());
      Runnable plugin = (Runnable) loader.loadClass("plugin.Main").newInstance();
      plugin.run();
    } catch (ReflectiveOperationException e) {
      setTitle("none");
    }
  }
}
