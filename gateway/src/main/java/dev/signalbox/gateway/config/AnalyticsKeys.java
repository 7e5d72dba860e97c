package dev.signalbox.gateway.config;

import dev.signalbox.analytics.capture.CaptureMode;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code [database]} and {@code [analytics]}. */
final class AnalyticsKeys {
  static final Key<String> DIR =
      Key.of("dir", Kinds.line(4_096), "data", "folder that state is kept in").fixedAtStart();
  static final Key<Optional<DatabaseUrl>> URL =
      Key.optional(
              "url",
              Kinds.secret("the address of a PostgreSQL database", DatabaseUrl::parse),
              "a PostgreSQL database that state is kept in instead, such as"
                  + " jdbc:postgresql://user:password@host/database; the variable DATABASE_URL says the"
                  + " same")
          .fixedAtStart();

  static final Section<DatabaseConfig> DATABASE_SECTION =
      Section.of(
          List.of(DIR, URL), values -> new DatabaseConfig(values.settings(), Optional.empty()));

  static final Key<Boolean> DURABILITY =
      Key.of(
              "durability",
              Kinds.choice(durabilities()),
              false,
              "whether a client sees the end of its answer at once, or only when its record is stored")
          .fixedAtStart();
  static final Key<Integer> QUEUE =
      Key.of(
              "queue",
              Kinds.whole(100, 10_000_000),
              65_536,
              "records that may wait to be stored; those beyond are lost, and counted")
          .fixedAtStart();
  static final Key<Duration> RETENTION =
      Key.of(
              "retention_hours",
              Kinds.hours(0, 876_000),
              Duration.ofDays(90),
              "how long requests, attempts and decisions are kept; sums stay; 0 keeps them for ever")
          .fixedAtStart();

  static final Key<CaptureMode> CAPTURE =
      Key.of(
          "capture",
          Kinds.choice(CommonKinds.byId(CaptureMode.values(), CaptureMode::id)),
          CaptureMode.OFF,
          "of which requests prompts and answers are kept, as they pass through the gateway");
  static final Key<Double> SAMPLE_PERCENT =
      Key.of(
          "capture_sample_percent",
          Kinds.decimal(0, 100),
          1.0,
          "share of the requests that are kept where `capture` is sample");
  static final Key<Integer> CAPTURE_BYTES =
      Key.of(
          "capture_max_bytes",
          Kinds.whole(256, 16 << 20),
          65_536,
          "most that is kept of a prompt or an answer; the rest is cut off");
  static final Key<Duration> CAPTURE_RETENTION =
      Key.of(
              "capture_retention_hours",
              Kinds.hours(0, 876_000),
              Duration.ofDays(3),
              "how long prompts and answers are kept; 0 keeps them for ever")
          .fixedAtStart();

  static final Section<AnalyticsConfig> ANALYTICS_SECTION =
      Section.of(
          List.of(
              DURABILITY,
              QUEUE,
              RETENTION,
              CAPTURE,
              SAMPLE_PERCENT,
              CAPTURE_BYTES,
              CAPTURE_RETENTION),
          values -> new AnalyticsConfig(values.settings()));

  private AnalyticsKeys() {}

  /** Whether the record comes first, by its name in the file. */
  private static Map<String, Boolean> durabilities() {
    var durabilities = new LinkedHashMap<String, Boolean>();
    durabilities.put("async", false);
    durabilities.put("sync", true);
    return durabilities;
  }
}
