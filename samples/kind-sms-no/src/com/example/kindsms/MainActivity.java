package com.example.kindsms;

import android.app.Activity;
import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;

public class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    startActivity(new Intent(Intent.ACTION_SENDTO, Uri.parse("smsto:10086")));
  }
}
