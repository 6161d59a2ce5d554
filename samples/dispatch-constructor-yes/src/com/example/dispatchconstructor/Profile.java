package com.example.dispatchconstructor;

import android.content.Context;

final class Profile {
  final String name;

  Profile(Context context) {
    name = Taker.take(context);
  }

  Profile(String name) {
    this.name = name;
  }
}
