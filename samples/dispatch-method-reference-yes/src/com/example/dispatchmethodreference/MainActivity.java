package com.example.dispatchmethodreference;

import android.app.Activity;
import android.os.Bundle;
import android.view.View;
import android.widget.Button;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Button fill = new Button(this);
    fill.setOnClickListener(this::fillIn);
    setContentView(fill);
  }

  void fillIn(View pressed) {
    setTitle(Taker.take(this));
  }

  void clear(View pressed) {
    setTitle("");
  }
}
