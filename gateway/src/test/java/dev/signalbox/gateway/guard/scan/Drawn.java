package dev.signalbox.gateway.guard.scan;

import java.util.Random;

/** Draws values of a published shape at random, so that no test holds a secret. */
public final class Drawn {
  private final Random random;

  public Drawn(long seed) {
    random = new Random(seed);
  }

  /** A value of {@code pattern}, which is a row of literals and {@code [set]{least,most}}. */
  public String of(String pattern) {
    var value = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == '[') {
        int close = pattern.indexOf("]{", at);
        int end = pattern.indexOf('}', close);
        String[] counts = pattern.substring(close + 2, end).split(",", 2);
        int least = Integer.parseInt(counts[0]);
        int most = Integer.parseInt(counts[counts.length - 1]);
        String set = set(pattern.substring(at + 1, close));
        int count = least + random.nextInt(most - least + 1);
        random.ints(count, 0, set.length()).forEach(i -> value.append(set.charAt(i)));
        at = end + 1;
      } else {
        if (c != '<' && c != '>' && c != '(') {
          value.append(c);
        }
        at++;
      }
    }
    return value.toString();
  }

  /** Digits that begin with {@code prefix} and pass Luhn's check. */
  public String card(String prefix, int length) {
    String body = prefix + of("[0-9]{" + (length - prefix.length() - 1) + "}");
    for (int check = 0; check < 10; check++) {
      if (Numbers.hasLuhn(body + check)) {
        return body + check;
      }
    }
    throw new IllegalStateException("no check digit for " + body);
  }

  /** An account number of {@code country} whose national part is of {@code pattern}. */
  public String account(String country, String pattern) {
    String national = of(pattern);
    for (int check = 2; check < 99; check++) {
      String number = country + (check < 10 ? "0" : "") + check + national;
      if (Ibans.hasCheckDigits(number)) {
        return number;
      }
    }
    throw new IllegalStateException("no check digits for " + national);
  }

  private static String set(String ranges) {
    CharSet set = CharSet.of(ranges);
    var all = new StringBuilder();
    for (char c = '!'; c < 127; c++) {
      if (set.has(c)) {
        all.append(c);
      }
    }
    return all.toString();
  }
}
