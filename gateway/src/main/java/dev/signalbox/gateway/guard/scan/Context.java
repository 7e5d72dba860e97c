package dev.signalbox.gateway.guard.scan;

import java.util.List;
import java.util.Locale;

/** The words around a number, by which people say what it is. */
record Context(String before, String after) {
  private static final int BEFORE = 40;
  private static final int AFTER = 12;

  private static final List<String> PHONE =
      List.of(
          "phone",
          "tel",
          "call",
          "mobile",
          "cell",
          "fax",
          "contact",
          "whatsapp",
          "sms",
          "message",
          "dial",
          "answer",
          "reach me",
          "reach us",
          "text me",
          "hotline",
          "handy");
  private static final List<String> PHONE_AFTER =
      List.of("office", "fax", "mobile", "home", "work", "cell", "phone");
  private static final List<String> CARD =
      List.of(
          "card",
          "visa",
          "mastercard",
          "amex",
          "credit",
          "debit",
          "charge",
          "payment",
          "billing",
          "cc ");
  private static final List<String> COUNTER =
      List.of(
          "id",
          "seq",
          "ts",
          "tracking",
          "order",
          "invoice",
          "number=",
          "n",
          "timestamp",
          "time",
          "checksum",
          "crc",
          "size",
          "bytes",
          "count",
          "offset",
          "account",
          "isbn",
          "serial",
          "uuid",
          "version",
          "build",
          "port",
          "ratio");

  static Context of(Reading reading, int start, int end) {
    int from = Math.max(0, start - BEFORE);
    int to = Math.min(reading.length(), end + AFTER);
    return new Context(
        reading.slice(from, start).toLowerCase(Locale.ROOT),
        reading.slice(end, to).toLowerCase(Locale.ROOT));
  }

  boolean saysPhone() {
    return PHONE.stream().anyMatch(before::contains)
        || PHONE_AFTER.stream().anyMatch(lineAfter()::contains);
  }

  boolean saysCard() {
    return CARD.stream().anyMatch(before::contains);
  }

  boolean saysSocialSecurity() {
    return before.contains("ssn") || before.contains("social sec") || after.contains("ssn");
  }

  boolean saysVersion() {
    return before.endsWith("v")
        || before.contains("version")
        || before.contains("release")
        || before.contains("section ");
  }

  /** Whether the last word before is one for things that are counted or numbered. */
  boolean saysCounter() {
    String trimmed = before.stripTrailing();
    int end = trimmed.length();
    while (end > 0 && " =:#\"'".indexOf(trimmed.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isLetter(trimmed.charAt(start - 1))) {
      start--;
    }
    return COUNTER.contains(trimmed.substring(start, end));
  }

  private String lineAfter() {
    int line = after.indexOf('\n');
    return line < 0 ? after : after.substring(0, line);
  }
}
