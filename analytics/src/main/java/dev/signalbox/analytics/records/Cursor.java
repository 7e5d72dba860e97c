package dev.signalbox.analytics.records;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Where a page begins, as text that a client hands back. */
final class Cursor {
  private Cursor() {}

  /**
   * A cursor.
   *
   * @param kind tells the lists apart, so that none takes a cursor of another
   */
  static String of(String kind, Long... numbers) {
    String text = List.of(numbers).stream().map(String::valueOf).collect(Collectors.joining(":"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((kind + ":" + text).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The numbers of a cursor.
   *
   * @throws IllegalArgumentException when it is none of that kind with {@code count} numbers
   */
  static List<Long> read(String kind, String cursor, int count) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split(":", -1);
      if (parts.length == count + 1 && parts[0].equals(kind)) {
        List<Long> numbers = new ArrayList<>(count);
        for (int i = 1; i < parts.length; i++) {
          numbers.add(Long.parseLong(parts[i]));
        }
        return numbers;
      }
    } catch (IllegalArgumentException e) {
      throw none();
    }
    throw none();
  }

  private static IllegalArgumentException none() {
    return new IllegalArgumentException("this is not the `next` of a page");
  }
}
