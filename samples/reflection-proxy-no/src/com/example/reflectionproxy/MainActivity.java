package com.example.reflectionproxy;

import android.app.Activity;
import android.os.Bundle;
import android.view.View;
import android.widget.Button;
import java.lang.reflect.Proxy;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    Button button = new Button(this);
    Object listener =
        Proxy.newProxyInstance(
            getClassLoader(), new Class<?>[] {View.OnClickListener.class}, new ClickHandler(this));
    button.setOnClickListener((View.OnClickListener) listener);
    setContentView(button);
  }
}
