package com.example.blindswitchedoff;

final class Switches {
  static final boolean LOCATION = Boolean.parseBoolean("false");

  private Switches() {}
}
