package com.example.blindjavascript;

import android.app.Activity;
import android.os.Bundle;
import android.webkit.WebView;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    WebView page = new WebView(this);
    page.getSettings().setJavaScriptEnabled(true);
    page.getSettings().setGeolocationEnabled(true);
    page.loadUrl("file:///android_asset/www/index.html");
    setContentView(page);
  }
}
