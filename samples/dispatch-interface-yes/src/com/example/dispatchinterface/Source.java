package com.example.dispatchinterface;

import android.content.Context;

interface Source {
  String ask(Context context);
}
