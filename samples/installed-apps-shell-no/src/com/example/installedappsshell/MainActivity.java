package com.example.installedappsshell;

import android.app.Activity;
import android.os.Bundle;
import java.io.IOException;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    try {
      Runtime.getRuntime().exec("ls " + getFilesDir());
    } catch (IOException e) {
      setTitle("none");
    }
  }
}
