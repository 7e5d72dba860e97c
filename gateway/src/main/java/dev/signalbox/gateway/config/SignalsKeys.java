package dev.signalbox.gateway.config;

import dev.signalbox.gateway.cluster.Encoders;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.signals.alert.Metric;
import dev.signalbox.signals.alert.Thresholds;
import dev.signalbox.signals.learning.LearningSettings;
import dev.signalbox.signals.learning.LearningSettings.Trust;
import dev.signalbox.signals.learning.Reporter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The keys of {@code [signals]}. */
final class SignalsKeys {
  private static final int MOST_DOLLARS = 1_000_000;
  private static final int MOST_POINTS = 1_000_000_000;

  static final Key<Boolean> ENABLED =
      Key.of("enabled", Kinds.flag(), true, "whether quality signals are taken").fixedAtStart();
  static final Key<Duration> RETENTION =
      Key.of(
              "retention_hours",
              Kinds.hours(0, 876_000),
              Duration.ofDays(180),
              "how long signals are kept and count; 0 keeps them for ever")
          .fixedAtStart();
  static final Key<Double> DAILY_CAP =
      Key.of(
              "daily_cap",
              Kinds.decimal(1, 1_000_000),
              100.0,
              "most signals of one key that count in a day, for each model at each project's task")
          .fixedAtStart();

  static final Key<Double> EXPLORE_USD =
      Key.of(
          "explore_usd_per_day",
          Kinds.decimal(0, MOST_DOLLARS),
          5.0,
          "dollars beyond the best model's cost that exploration is expected to take in a day, in"
              + " UTC; then it rests until the next");
  static final Key<Double> EXPLORE_POINTS =
      Key.of(
          "explore_points_per_day",
          Kinds.decimal(0, MOST_POINTS),
          500.0,
          "points of quality below the best model's, summed over requests, that exploration is"
              + " expected to take in a day; then it rests until the next");

  static final Key<Boolean> CLUSTERS =
      Key.of(
          "clusters",
          Kinds.flag(),
          false,
          "whether prompts are placed in clusters by what they are about, so that signals can teach"
              + " what a model is worth for each");
  static final Key<String> ENCODER =
      Key.of(
              "encoder",
              Kinds.oneOf(List.of(Encoders.STATIC, "onnx")),
              Encoders.STATIC,
              "what finds out what a prompt is about: a table, in microseconds, or a model in native"
                  + " code, in milliseconds, which takes a build with it")
          .fixedAtStart();

  /** The keys of {@code [signals.sources.…]}. */
  static final class SourceKeys {
    private final Reporter reporter;
    private final Key<Double> sensitivity;
    private final Key<Double> specificity;
    private final Key<Double> weight;

    private SourceKeys(Reporter reporter, Trust usual) {
      this.reporter = reporter;
      this.sensitivity =
          Key.of(
              "sensitivity",
              Kinds.decimal(0, 1),
              usual.sensitivity(),
              "share of the good answers that it calls good");
      this.specificity =
          Key.of(
              "specificity",
              Kinds.decimal(0, 1),
              usual.specificity(),
              "share of the bad answers that it calls bad; together with sensitivity above 1");
      this.weight =
          Key.of(
              "weight",
              Kinds.decimal(0, 1),
              usual.weight(),
              "what one signal of it counts; above 0");
    }

    private Key<Trust> key(String about) {
      return Key.group(
          reporter.id(),
          Section.checked(List.of(sensitivity, specificity, weight), this::make),
          about);
    }

    private Optional<Trust> make(Values values) {
      double right = values.get(sensitivity) + values.get(specificity);
      if (right <= 1) {
        values
            .report()
            .wrong(
                values.place(specificity),
                "and `sensitivity` must be above 1 together: a source that is right no more often"
                    + " than chance says nothing");
        return Optional.empty();
      }
      if (values.get(weight) <= 0) {
        values.report().wrong(values.place(weight), "must be above 0");
        return Optional.empty();
      }
      return Optional.of(
          new Trust(values.get(sensitivity), values.get(specificity), values.get(weight)));
    }
  }

  private static final Map<Reporter, Key<Trust>> SOURCES = sources();

  static final Section<Map<Reporter, Trust>> SOURCES_SECTION =
      Section.of(List.copyOf(SOURCES.values()), SignalsKeys::trusted);

  static final Key<Map<Reporter, Trust>> SOURCES_KEY =
      Key.group("sources", SOURCES_SECTION, "how right those are who report").fixedAtStart();

  static final Key<Long> LEAST_SAMPLES =
      Key.of(
          "least_samples",
          Kinds.wholeLong(1, 1_000_000),
          20L,
          "answers that it takes before anything is said of them");
  static final Key<Double> QUALITY =
      bound("quality", 0.5, "answers are worse than that on average, from 0 (bad) to 1 (good)");
  static final Key<Double> ACCEPTANCE =
      bound("acceptance", 0.5, "a smaller share of the answers is accepted");
  static final Key<Double> EDIT_DISTANCE =
      bound("edit_distance", 0.5, "a larger share of what was answered is changed");
  static final Key<Double> PARSE_SUCCESS =
      bound("parse_success", 0.9, "a smaller share of the answers has the form that was asked for");
  static final Key<Double> ERROR = bound("error", 0.1, "a larger share of the answers is an error");
  static final Key<Double> GOVERNANCE_VIOLATION =
      bound("governance_violation", 0.01, "a larger share of the answers breaks a rule");

  static final Section<Thresholds> ALERTS_SECTION =
      Section.of(
          List.of(
              LEAST_SAMPLES,
              QUALITY,
              ACCEPTANCE,
              EDIT_DISTANCE,
              PARSE_SUCCESS,
              ERROR,
              GOVERNANCE_VIOLATION),
          SignalsKeys::thresholds);

  static final Key<Thresholds> ALERTS =
      Key.group("alerts", ALERTS_SECTION, "when what signals come to is bad enough to say so");

  static final Section<SignalsConfig> SECTION =
      Section.checked(
          List.of(
              ENABLED,
              RETENTION,
              DAILY_CAP,
              EXPLORE_USD,
              EXPLORE_POINTS,
              CLUSTERS,
              ENCODER,
              SOURCES_KEY,
              ALERTS),
          SignalsKeys::make);

  private SignalsKeys() {}

  private static Optional<SignalsConfig> make(Values values) {
    if (Encoders.find(values.get(ENCODER)).isEmpty()) {
      values
          .report()
          .wrong(
              values.place(ENCODER),
              "needs a build with it, `mvn -Ponnx package`; without, only `static` is there");
      return Optional.empty();
    }
    return Optional.of(new SignalsConfig(values.settings()));
  }

  private static Key<Double> bound(String name, double usual, String bad) {
    return Key.of(name, Kinds.decimal(0, 1), usual, "an alert is given where " + bad);
  }

  private static Map<Reporter, Key<Trust>> sources() {
    Map<Reporter, Key<Trust>> keys = new EnumMap<>(Reporter.class);
    add(Reporter.USER, "people who read answers", keys);
    add(Reporter.VALIDATOR, "checks of the form", keys);
    add(Reporter.TEST, "programs that try answers", keys);
    add(Reporter.JUDGE, "models that judge", keys);
    add(Reporter.BUSINESS, "what came of it", keys);
    add(Reporter.GATEWAY, "what the gateway sees", keys);
    return keys;
  }

  private static void add(Reporter reporter, String about, Map<Reporter, Key<Trust>> keys) {
    keys.put(
        reporter,
        new SourceKeys(
                reporter, Objects.requireNonNull(LearningSettings.STANDARD.trust().get(reporter)))
            .key(about));
  }

  private static Map<Reporter, Trust> trusted(Values values) {
    Map<Reporter, Trust> all = new EnumMap<>(Reporter.class);
    SOURCES.forEach((reporter, key) -> all.put(reporter, values.get(key)));
    return all;
  }

  private static Thresholds thresholds(Values values) {
    Map<Metric, Double> bounds = new EnumMap<>(Metric.class);
    bounds.put(Metric.QUALITY, values.get(QUALITY));
    bounds.put(Metric.ACCEPTANCE, values.get(ACCEPTANCE));
    bounds.put(Metric.EDIT_DISTANCE, values.get(EDIT_DISTANCE));
    bounds.put(Metric.PARSE_SUCCESS, values.get(PARSE_SUCCESS));
    bounds.put(Metric.ERROR, values.get(ERROR));
    bounds.put(Metric.GOVERNANCE_VIOLATION, values.get(GOVERNANCE_VIOLATION));
    return new Thresholds(bounds, values.get(LEAST_SAMPLES));
  }
}
