package com.example.entryworker;

import android.content.Context;
import androidx.work.Worker;

public class ContactsWorker extends Worker {
  public ContactsWorker(Context context) {
    super(context);
  }

  @Override
  public Object doWork() {
    return Taker.take(getApplicationContext());
  }
}
