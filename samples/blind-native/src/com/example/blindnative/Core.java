package com.example.blindnative;

final class Core {
  static {
    System.loadLibrary("core");
  }

  private Core() {}

  static native String collect(Object context);
}
