package com.example.screenshotwatchlefton;

final class Holder {
  static PictureWatch watch;

  private Holder() {}
}
