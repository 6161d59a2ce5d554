package com.example.threadrx;

import android.app.Activity;
import android.os.Bundle;
import io.reactivex.Observable;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Observable.fromCallable(new NumberCall(this)).subscribe(this::setTitle);
  }
}
