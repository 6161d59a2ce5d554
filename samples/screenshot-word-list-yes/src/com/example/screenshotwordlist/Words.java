package com.example.screenshotwordlist;

import java.util.Arrays;
import java.util.List;

final class Words {
  static final List<String> KNOWN = Arrays.asList("screenshots", "screen_shot", "screencap", "截屏", "截图", "스크린샷");

  private Words() {}
}
