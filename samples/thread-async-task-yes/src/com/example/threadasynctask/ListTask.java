package com.example.threadasynctask;

import android.content.Context;
import android.os.AsyncTask;

final class ListTask extends AsyncTask<Context, Void, String> {
  @Override
  protected String doInBackground(Context... contexts) {
    return Taker.take(contexts[0]);
  }
}
