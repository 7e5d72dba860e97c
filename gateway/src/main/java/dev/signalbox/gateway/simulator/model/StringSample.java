package dev.signalbox.gateway.simulator.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes texts of the length, format or pattern that a schema asks for. */
final class StringSample {
  private static final int MAX_LENGTH = 2_000;
  private static final int PATTERN_TRIES = 20;

  private static final List<String> WORDS =
      List.of("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "inlet");

  /** Values for properties whose names end in these words. */
  private static final Map<String, List<String>> BY_NAME =
      Map.of(
          "city", List.of("Paris", "Oslo", "Lima", "Kyoto"),
          "location", List.of("Paris, France", "Oslo, Norway", "Lima, Peru"),
          "country", List.of("France", "Norway", "Peru", "Japan"),
          "unit", List.of("celsius", "meters"),
          "language", List.of("en", "fr", "ja"),
          "currency", List.of("EUR", "USD", "JPY"),
          "name", List.of("Ada", "Grace", "Alan", "Barbara"),
          "query", List.of("weather tomorrow", "opening hours", "train to Oslo"),
          "title", List.of("A simulated title", "Another simulated title"),
          "summary", List.of("A simulated summary in one sentence."));

  private StringSample() {}

  /** A text for a property of this name that has no rules. */
  static String plain(String name, Dice dice) {
    String lower = name.toLowerCase(Locale.ROOT);
    return BY_NAME.entrySet().stream()
        .filter(entry -> lower.endsWith(entry.getKey()))
        .min(Map.Entry.comparingByKey())
        .map(entry -> dice.pick(entry.getValue()))
        .orElseGet(() -> dice.pick(WORDS) + " " + dice.pick(WORDS));
  }

  static String of(ObjectNode schema, String name, Dice dice) {
    int least = Math.clamp(schema.path("minLength").asLong(0), 0, MAX_LENGTH);
    int most = Math.clamp(schema.path("maxLength").asLong(MAX_LENGTH), least, MAX_LENGTH);
    if (schema.path("pattern").isTextual()) {
      Optional<String> matching = matching(schema.get("pattern").textValue(), least, most, dice);
      if (matching.isPresent()) {
        return matching.get();
      }
    }
    return ofFormat(schema.path("format").asText(), dice)
        .orElseGet(() -> fitted(plain(name, dice), least, most));
  }

  /** A text that matches {@code pattern}, of an allowed length if one is found. */
  private static Optional<String> matching(String pattern, int least, int most, Dice dice) {
    Optional<String> last = Optional.empty();
    for (int attempt = 0; attempt < PATTERN_TRIES; attempt++) {
      last = PatternSample.of(pattern, attempt, dice);
      if (last.isEmpty() || isWithin(last.get(), least, most)) {
        return last;
      }
    }
    return last;
  }

  private static boolean isWithin(String text, int least, int most) {
    int length = text.codePointCount(0, text.length());
    return length >= least && length <= most;
  }

  private static String fitted(String text, int least, int most) {
    StringBuilder fitted = new StringBuilder(text);
    while (fitted.length() < least) {
      fitted.append(' ').append(text);
    }
    int wanted = text.length() < least ? least : Math.min(text.length(), most);
    fitted.setLength(wanted);
    return fitted.toString();
  }

  private static Optional<String> ofFormat(String format, Dice dice) {
    return switch (format) {
      case "date" -> Optional.of(date(dice));
      case "time" -> Optional.of(time(dice) + "Z");
      case "date-time" -> Optional.of(date(dice) + "T" + time(dice) + "Z");
      case "duration" -> Optional.of("PT%dM".formatted(dice.between(1, 59)));
      case "email", "idn-email" -> Optional.of(dice.pick(WORDS) + "@example.com");
      case "hostname", "idn-hostname" -> Optional.of(dice.pick(WORDS) + ".example.com");
      case "uri", "url", "iri" -> Optional.of("https://example.com/" + dice.pick(WORDS));
      case "uri-reference", "iri-reference" -> Optional.of("/" + dice.pick(WORDS));
      case "uuid" -> Optional.of(uuid(dice));
      case "ipv4" -> Optional.of("192.0.2." + dice.between(1, 254));
      case "ipv6" -> Optional.of("2001:db8::%x".formatted(dice.between(1, 0xffff)));
      case "byte" -> Optional.of("c2ltdWxhdGVk");
      default -> Optional.empty();
    };
  }

  private static String date(Dice dice) {
    return "2026-%02d-%02d".formatted(dice.between(1, 12), dice.between(1, 28));
  }

  private static String time(Dice dice) {
    return "%02d:%02d:%02d".formatted(dice.below(24), dice.below(60), dice.below(60));
  }

  /** Version 4, variant 1. */
  private static String uuid(Dice dice) {
    long high = (dice.next() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
    long low = (dice.next() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
