package com.example.entryinputmethod;

import android.app.Activity;
import android.os.Bundle;
import android.view.View;
import android.widget.Button;
import android.widget.TextView;

public class MainActivity extends Activity implements View.OnClickListener {
  private TextView shown;

  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    shown = new TextView(this);
    Button one = new Button(this);
    one.setText("1");
    one.setOnClickListener(this);
    setContentView(one);
  }

  @Override
  public void onClick(View pressed) {
    shown.append(((Button) pressed).getText());
  }
}
