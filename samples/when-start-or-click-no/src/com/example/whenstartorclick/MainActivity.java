package com.example.whenstartorclick;

import android.app.Activity;
import android.os.Bundle;
import android.view.View;
import android.widget.Button;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Button near = new Button(this);
    near.setOnClickListener(
        new View.OnClickListener() {
          @Override
          public void onClick(View pressed) {
            setTitle(Taker.take(MainActivity.this));
          }
        });
    setContentView(near);
  }
}
