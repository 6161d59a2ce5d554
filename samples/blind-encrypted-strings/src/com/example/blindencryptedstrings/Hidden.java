package com.example.blindencryptedstrings;

/** Deciphers constants, as hardened apps do. */
final class Hidden {
  private Hidden() {}

  static String text(String hidden) {
    char[] letters = hidden.toCharArray();
    for (int i = 0; i < letters.length; i++) letters[i] = (char) (letters[i] ^ 7);
    return new String(letters);
  }
}
