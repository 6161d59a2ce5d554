package com.example.dispatchstaticinit;

final class Inventory {
  static String names = Taker.take(SampleApplication.context);

  private Inventory() {}
}
