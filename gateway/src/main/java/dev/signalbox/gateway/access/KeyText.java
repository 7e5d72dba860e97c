package dev.signalbox.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The form of the keys that are made here: {@value #PREFIX}, 256 random bits in URL-safe Base64,
 * and six characters that check the rest, so that scanners tell a leaked key from what only looks
 * like one.
 */
public final class KeyText {
  static final String PREFIX = "gw-";

  /** Characters of a key that are kept for people to tell it by. */
  private static final int SHOWN = 8;

  private static final int TAIL = 4;
  private static final int BYTES = 32;
  private static final int CHECK = 6;
  private static final int PASSWORD = 24;
  private static final int BASE = 62;
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FORM = Pattern.compile("gw-[A-Za-z0-9_-]{43}[0-9A-Za-z]{6}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private KeyText() {}

  /** A new one. */
  public static String random() {
    String body = PREFIX + token();
    return body + check(body);
  }

  /** A password of 128 random bits and more. */
  public static String password() {
    return token().substring(0, PASSWORD);
  }

  /** 256 random bits in URL-safe Base64. */
  static String token() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether {@code text} is a key that was made here, by its form alone. */
  public static boolean isOne(String text) {
    int end = text.length() - CHECK;
    return FORM.matcher(text).matches()
        && text.substring(end).equals(check(text.substring(0, end)));
  }

  /** Its beginning, for people. */
  public static String prefix(String key) {
    return key.substring(0, SHOWN);
  }

  /** Its end, for people. */
  public static String last4(String key) {
    return key.substring(key.length() - TAIL);
  }

  private static String check(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    char[] digits = new char[CHECK];
    long rest = crc.getValue();
    for (int i = CHECK - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest % BASE));
      rest /= BASE;
    }
    return new String(digits);
  }
}
