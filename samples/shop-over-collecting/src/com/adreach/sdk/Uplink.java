package com.adreach.sdk;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Sends what was collected. */
final class Uplink {
  private Uplink() {}

  static void send(String text) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) new URL("https://collect.adreach.example/v1/profile").openConnection();
      connection.setDoOutput(true);
      OutputStream out = connection.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.close();
      connection.getResponseCode();
    } catch (IOException e) {
      // The library tries again at the next start.
    }
  }
}
