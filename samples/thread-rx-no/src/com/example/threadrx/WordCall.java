package com.example.threadrx;

import java.util.concurrent.Callable;

final class WordCall implements Callable<String> {
  @Override
  public String call() {
    return "word";
  }
}
