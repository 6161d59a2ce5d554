package com.example.entrymenu;

import android.app.Activity;
import android.view.Menu;
import android.view.MenuItem;

public class MainActivity extends Activity {
  @Override
  public boolean onCreateOptionsMenu(Menu menu) {
    menu.add("Tell");
    return true;
  }

  @Override
  public boolean onOptionsItemSelected(MenuItem item) {
    setTitle("1.0");
    return true;
  }
}
