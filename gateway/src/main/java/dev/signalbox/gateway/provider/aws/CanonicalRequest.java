package dev.signalbox.gateway.provider.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request in the one form that both sides make the signature of (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
 * Create a signed AWS API request</a>, read 2026-11).
 *
 * <p>The path is encoded once more than it is sent, as every service but S3 wants it, and its dots
 * and double slashes are resolved. Names and values of the query are encoded as they are meant and
 * sorted. Of the headers all that are given are signed.
 */
record CanonicalRequest(String text, String signedHeaders) {
  private static final String UNRESERVED = "-._~";
  private static final int HEX = 16;

  /**
   * What is signed of a request.
   *
   * @param target path and query as they are sent
   * @param headers names to values
   * @param bodyHash SHA-256 of the body in hexadecimal digits
   */
  record Signed(String method, String target, Map<String, String> headers, String bodyHash) {}

  static CanonicalRequest of(Signed request) {
    int mark = request.target().indexOf('?');
    String path = mark < 0 ? request.target() : request.target().substring(0, mark);
    String query = mark < 0 ? "" : request.target().substring(mark + 1);
    Map<String, String> headers = new TreeMap<>();
    request
        .headers()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), trimmed(value)));
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
    String names = String.join(";", headers.keySet());
    return new CanonicalRequest(
        String.join(
            "\n",
            request.method(),
            path(path),
            query(query),
            lines.toString(),
            names,
            request.bodyHash()),
        names);
  }

  private static String trimmed(String value) {
    return value.strip().replaceAll(" +", " ");
  }

  private static String path(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(encoded(segment));
      }
    }
    String joined = "/" + String.join("/", segments);
    boolean slash = path.endsWith("/") || path.endsWith("/.");
    return slash && !segments.isEmpty() ? joined + "/" : joined;
  }

  private static String query(String query) {
    if (query.isEmpty()) {
      return "";
    }
    List<String> pairs = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      pairs.add(encoded(decoded(name)) + "=" + encoded(decoded(value)));
    }
    pairs.sort(null);
    return String.join("&", pairs);
  }

  private static String decoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean escape =
          bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
      out[length++] =
          escape
              ? (byte)
                  (Character.digit(bytes[i + 1], HEX) * HEX + Character.digit(bytes[i + 2], HEX))
              : bytes[i];
      i += escape ? 2 : 0;
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  private static boolean isHex(byte b) {
    return Character.digit(b, HEX) >= 0;
  }

  /** All but letters, digits and four signs as {@code %} and two digits. */
  static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || UNRESERVED.indexOf(b) >= 0;
      if (plain) {
        out.append((char) b);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xF, HEX)))
            .append(Character.toUpperCase(Character.forDigit(b & 0xF, HEX)));
      }
    }
    return out.toString();
  }
}
