package com.example.whenconsentguard;

import android.app.Activity;
import android.os.Bundle;
import android.widget.Button;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Button agree = new Button(this);
    agree.setOnClickListener(
        view ->
            getSharedPreferences("settings", MODE_PRIVATE)
                .edit()
                .putBoolean("privacy_policy_agreed", true)
                .apply());
    setContentView(agree);
  }
}
