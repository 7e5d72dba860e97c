package dev.signalbox.engine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.price.Confidence;
import dev.signalbox.engine.price.PriceRow;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.PriceWindow;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.text.Fields;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the prices of a card. */
final class PriceReader {
  /** The keys of a card's {@code price}. */
  private static final List<String> SHEET = List.of("source", "confidence", "as_of", "rows");

  private static final List<String> ROW =
      List.of(
          "tier",
          "from",
          "until",
          "window",
          "above_input_tokens",
          "input",
          "output",
          "cache_read",
          "cache_write",
          "cache_write_hour",
          "reasoning",
          "audio_input",
          "audio_output");
  private static final List<String> WINDOW = List.of("name", "days", "utc");
  private static final Pattern HOURS =
      Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|24:00)");
  private static final int DAY_LETTERS = 3;
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  private PriceReader() {}

  /**
   * Reads the prices of one card.
   *
   * @param asOf when they were read, unless they say otherwise
   */
  static PriceSheet read(Fields fields, LocalDate asOf) {
    List<PriceRow> rows =
        fields.only(SHEET).objects("rows").stream().map(PriceReader::row).toList();
    String source = fields.required("source", fields.word("source"));
    Confidence confidence =
        fields.oneOf("confidence", Confidence.values()).orElse(Confidence.UNKNOWN);
    LocalDate date = fields.date("as_of").orElse(asOf);
    if (rows.isEmpty()) {
      throw fields.fault("rows", "are missing");
    }
    try {
      return new PriceSheet(rows, source, confidence, Optional.of(date));
    } catch (IllegalArgumentException e) {
      throw fields.fault("rows", "are ambiguous: " + e.getMessage());
    }
  }

  private static PriceRow row(Fields fields) {
    fields.only(ROW);
    OptionalInt above = fields.small("above_input_tokens", 1);
    Optional<LocalDate> from = fields.date("from");
    Optional<LocalDate> until = fields.date("until");
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw fields.fault("until", "is the day after the last, so it must be after `from`");
    }
    Rates rates = rates(fields);
    if (rates.input().isEmpty() && rates.output().isEmpty()) {
      throw fields.fault("input", "or `output` must be there");
    }
    return new PriceRow(
        fields.oneOf("tier", ServiceTier.values()).orElse(ServiceTier.STANDARD),
        from,
        until,
        fields.object("window").map(PriceReader::window),
        above.isPresent() ? OptionalLong.of(above.getAsInt()) : OptionalLong.empty(),
        rates);
  }

  private static Rates rates(Fields fields) {
    return new Rates(
        dollars(fields, "input"),
        dollars(fields, "output"),
        dollars(fields, "cache_read"),
        dollars(fields, "cache_write"),
        dollars(fields, "cache_write_hour"),
        dollars(fields, "reasoning"),
        dollars(fields, "audio_input"),
        dollars(fields, "audio_output"));
  }

  /** Dollars, as nano-dollars. */
  private static OptionalLong dollars(Fields fields, String name) {
    Optional<JsonNode> value = fields.any(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!value.get().isNumber() || value.get().decimalValue().signum() < 0) {
      throw fields.fault(name, "must be dollars per million tokens, from 0");
    }
    try {
      return OptionalLong.of(value.get().decimalValue().multiply(NANOS).longValueExact());
    } catch (ArithmeticException e) {
      throw fields.fault(name, "must have at most nine decimals and ten digits before them");
    }
  }

  private static PriceWindow window(Fields fields) {
    fields.only(WINDOW);
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : fields.words("days")) {
      days.add(
          Stream.of(DayOfWeek.values())
              .filter(day -> shortName(day).equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      fields.fault("days", "cannot be `%s`; days are mon to sun".formatted(name))));
    }
    List<PriceWindow.Hours> hours =
        fields.words("utc").stream().map(text -> hours(fields, text)).toList();
    if (days.isEmpty()) {
      throw fields.fault("days", "are missing");
    }
    if (hours.isEmpty()) {
      throw fields.fault("utc", "is missing");
    }
    return new PriceWindow(fields.required("name", fields.word("name")), days, hours);
  }

  private static PriceWindow.Hours hours(Fields fields, String text) {
    Matcher matcher = HOURS.matcher(text);
    if (!matcher.matches()) {
      throw fields.fault("utc", "must be hours such as 01:00-04:00, not `%s`".formatted(text));
    }
    LocalTime until =
        text.endsWith("-24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text.substring(6));
    try {
      return new PriceWindow.Hours(LocalTime.parse(text.substring(0, 5)), until);
    } catch (IllegalArgumentException e) {
      throw fields.fault("utc", "must end after it begins, unlike `%s`".formatted(text));
    }
  }

  /** A day as it is written in the file. */
  static String shortName(DayOfWeek day) {
    return day.name().substring(0, DAY_LETTERS).toLowerCase(Locale.ROOT);
  }
}
