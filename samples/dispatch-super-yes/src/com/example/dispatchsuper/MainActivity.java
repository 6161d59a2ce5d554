package com.example.dispatchsuper;

public class MainActivity extends BaseActivity {
  @Override
  protected void onResume() {
    super.onResume();
    setTitle("resumed");
  }
}
