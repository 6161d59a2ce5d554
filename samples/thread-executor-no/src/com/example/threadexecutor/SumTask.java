package com.example.threadexecutor;

import java.util.concurrent.Callable;

final class SumTask implements Callable<String> {
  @Override
  public String call() {
    return String.valueOf(1 + 1);
  }
}
