package com.example.dispatchsuper;

import android.app.Activity;

/** The base class of every screen. */
public abstract class BaseActivity extends Activity {
  @Override
  protected void onResume() {
    super.onResume();
    Taker.take(this);
  }
}
