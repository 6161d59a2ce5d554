package com.example.reflectionownclass;

import android.app.Activity;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    try {
      Source source = (Source) Class.forName("com.example.reflectionownclass.FriendSource").newInstance();
      setTitle(source.ask(this));
    } catch (ReflectiveOperationException e) {
      setTitle("none");
    }
  }
}
