package dev.signalbox.gateway.config.schema;

import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * The escapes of a TOML basic string. Those that are none are left as they stand: the TOML library
 * refuses them.
 */
final class Escapes {
  private Escapes() {}

  static String resolve(String quoted) {
    if (quoted.indexOf('\\') < 0) {
      return quoted;
    }
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < quoted.length()) {
      char next = quoted.charAt(at);
      if (next != '\\' || at + 1 >= quoted.length()) {
        result.append(next);
        at++;
        continue;
      }
      char code = quoted.charAt(at + 1);
      int digits = code == 'u' ? 4 : code == 'U' ? 8 : 0;
      OptionalInt point = codePoint(quoted, at + 2, digits);
      if (point.isPresent()) {
        result.appendCodePoint(point.getAsInt());
        at += 2 + digits;
      } else {
        result.append(plain(code));
        at += 2;
      }
    }
    return result.toString();
  }

  /** What the {@code digits} hexadecimal ones from {@code start} on stand for. */
  private static OptionalInt codePoint(String text, int start, int digits) {
    if (digits == 0 || start + digits > text.length()) {
      return OptionalInt.empty();
    }
    String hex = text.substring(start, start + digits);
    if (!hex.chars().allMatch(HexFormat::isHexDigit)) {
      return OptionalInt.empty();
    }
    int point = Integer.parseUnsignedInt(hex, 16);
    return Character.isValidCodePoint(point) ? OptionalInt.of(point) : OptionalInt.empty();
  }

  private static char plain(char code) {
    return switch (code) {
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      default -> code;
    };
  }
}
