package dev.signalbox.gateway.config.schema;

/** The escapes of a TOML basic string, in a text the TOML library has accepted. */
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
      if (digits > 0 && at + 2 + digits <= quoted.length()) {
        result.appendCodePoint(Integer.parseInt(quoted.substring(at + 2, at + 2 + digits), 16));
      } else {
        result.append(plain(code));
      }
      at += 2 + digits;
    }
    return result.toString();
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
