package com.example.reflectionownclass;

import android.content.Context;

public interface Source {
  String ask(Context context);
}
