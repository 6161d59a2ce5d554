package com.example.blindcomputedreflection;

import android.content.Context;

public interface Source {
  String ask(Context context);
}
