package dev.signalbox.gateway.guard.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/** Tells values that a machine drew from words, placeholders and examples. */
final class Randomness {
  /** So many equal characters in a row, or of a counting sequence, are no accident in a secret. */
  private static final int MAX_REPEAT = 6;

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final List<String> EXAMPLES =
      List.of("example", "placeholder", "changeme", "redacted", "your_", "your-", "xxxxxx");

  private Randomness() {}

  /** Whether {@code value} may be what a generator of tokens gives. */
  static boolean looksDrawn(String value, double bitsPerCharacter) {
    return !looksMadeUp(value) && entropy(value) >= bitsPerCharacter;
  }

  /**
   * Whether it says itself that it stands for a value, or is one character or one sequence over and
   * over.
   */
  static boolean looksMadeUp(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return EXAMPLES.stream().anyMatch(lower::contains) || longestSequence(lower) >= MAX_REPEAT;
  }

  /** Shannon's entropy of the characters, in bits each. */
  static double entropy(String value) {
    int[] counts = new int[128];
    int others = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 128) {
        counts[c]++;
      } else {
        others++;
      }
    }
    double bits = share(others, value.length());
    for (int count : counts) {
      bits += share(count, value.length());
    }
    return bits;
  }

  private static double share(int count, int total) {
    double share = (double) count / total;
    return count == 0 ? 0 : -share * Math.log(share) / Math.log(2);
  }

  private static int longestSequence(String value) {
    int longest = 1;
    int length = 1;
    int step = 0;
    for (int i = 1; i < value.length(); i++) {
      int difference = value.charAt(i) - value.charAt(i - 1);
      boolean counts = difference == 0 || difference == 1;
      length = counts && (length == 1 || difference == step) ? length + 1 : counts ? 2 : 1;
      step = difference;
      longest = Math.max(longest, length);
    }
    return longest;
  }

  /**
   * Whether the last six characters are the base62 CRC-32 of the thirty before, as in tokens of
   * GitHub and npm.
   *
   * @see <a
   *     href="https://github.blog/engineering/behind-githubs-new-authentication-token-formats/">GitHub's
   *     token formats, "Checksum"</a>, read 2026-11
   */
  static boolean hasChecksum(String token) {
    int underscore = token.lastIndexOf('_');
    String random = token.substring(underscore + 1);
    if (random.length() < 7) {
      return false;
    }
    var crc = new CRC32();
    crc.update(random.substring(0, random.length() - 6).getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    var digits = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      digits.append(BASE62.charAt((int) (rest % 62)));
      rest /= 62;
    }
    return random.endsWith(digits.reverse().toString());
  }
}
