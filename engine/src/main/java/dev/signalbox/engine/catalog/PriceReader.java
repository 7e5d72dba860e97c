package dev.signalbox.engine.catalog;

import dev.signalbox.engine.price.Confidence;
import dev.signalbox.engine.price.PriceRow;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.PriceWindow;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
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
  static final Set<String> SHEET = Set.of("source", "confidence", "as_of", "rows");

  private static final Set<String> ROW =
      Set.of(
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
  private static final Set<String> WINDOW = Set.of("name", "days", "utc");
  private static final Pattern HOURS =
      Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|24:00)");
  private static final int DAY_LETTERS = 3;

  private PriceReader() {}

  /**
   * Reads the prices of one card.
   *
   * @param asOf when they were read, unless they say otherwise
   */
  static PriceSheet read(Fields fields, LocalDate asOf) {
    List<PriceRow> rows = fields.objects("rows", ROW, PriceReader::row);
    String source = fields.requiredText("source");
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
    OptionalInt above = fields.whole("above_input_tokens", 1);
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
        fields.object("window", WINDOW).map(PriceReader::window),
        above.isPresent() ? OptionalLong.of(above.getAsInt()) : OptionalLong.empty(),
        rates);
  }

  private static Rates rates(Fields fields) {
    return new Rates(
        fields.dollars("input"),
        fields.dollars("output"),
        fields.dollars("cache_read"),
        fields.dollars("cache_write"),
        fields.dollars("cache_write_hour"),
        fields.dollars("reasoning"),
        fields.dollars("audio_input"),
        fields.dollars("audio_output"));
  }

  private static PriceWindow window(Fields fields) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : fields.texts("days")) {
      days.add(
          Stream.of(DayOfWeek.values())
              .filter(day -> shortName(day).equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      fields.fault("days", "cannot be `%s`; days are mon to sun".formatted(name))));
    }
    List<PriceWindow.Hours> hours =
        fields.texts("utc").stream().map(text -> hours(fields, text)).toList();
    if (days.isEmpty()) {
      throw fields.fault("days", "are missing");
    }
    if (hours.isEmpty()) {
      throw fields.fault("utc", "is missing");
    }
    return new PriceWindow(fields.requiredText("name"), days, hours);
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
