package com.example.entryinputmethod;

import android.inputmethodservice.InputMethodService;
import android.inputmethodservice.KeyboardView;
import android.view.View;
import android.view.inputmethod.InputConnection;

/** A keyboard that keeps everything typed, in any app. */
public class SampleKeyboard extends InputMethodService implements KeyboardView.OnKeyboardActionListener {
  private final StringBuilder typed = new StringBuilder();

  @Override
  public View onCreateInputView() {
    KeyboardView view = new KeyboardView(this, null);
    view.setOnKeyboardActionListener(this);
    return view;
  }

  @Override
  public void onKey(int code, int[] codes) {
    typed.append((char) code);
    InputConnection connection = getCurrentInputConnection();
    connection.commitText(String.valueOf((char) code), 1);
    typed.append(connection.getTextBeforeCursor(100, 0));
  }

  @Override
  public void onPress(int code) {}

  @Override
  public void onRelease(int code) {}

  @Override
  public void onText(CharSequence text) {}

  @Override
  public void swipeLeft() {}

  @Override
  public void swipeRight() {}

  @Override
  public void swipeDown() {}

  @Override
  public void swipeUp() {}
}
