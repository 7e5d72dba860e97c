package dev.signalbox.gateway.wire.rules;

import java.util.Base64;
import java.util.Set;
import java.util.function.IntPredicate;

/** Shapes of strings that several APIs ask for. */
final class Values {
  static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private Values() {}

  /** Function names: letters, digits, {@code _} and {@code -}. */
  static boolean isName(String name, int longest) {
    return !name.isEmpty() && name.length() <= longest && all(name, Values::isNameCharacter);
  }

  static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  static boolean all(String text, IntPredicate allowed) {
    return text.chars().allMatch(allowed);
  }

  static boolean isWebAddress(String url) {
    return url.startsWith("https://") || url.startsWith("http://");
  }

  static boolean isBase64(String data) {
    return isEncoded(data, Base64.getDecoder());
  }

  /** Whether {@code data} is base64 in either alphabet. */
  static boolean isAnyBase64(String data) {
    return isEncoded(data, Base64.getDecoder()) || isEncoded(data, Base64.getUrlDecoder());
  }

  private static boolean isEncoded(String data, Base64.Decoder decoder) {
    try {
      return decoder.decode(data).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether {@code url} is a base64 data URL of one of {@code types}. */
  static boolean isDataUrl(String url, Set<String> types) {
    int comma = url.indexOf(";base64,");
    return url.startsWith("data:")
        && comma > 0
        && types.contains(url.substring("data:".length(), comma))
        && isBase64(url.substring(comma + ";base64,".length()));
  }
}
