package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.ProviderConfig.SimulatedFault;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of an element of {@code providers.faults}. */
final class SimulatedFaultKeys {
  private static final String NAMES = "[45][0-9]{2}|overloaded|error-event|cut|stall|slow";
  private static final String ALLOWED =
      "a status from 400 to 599, `overloaded`, `error-event`, `cut`, `stall` or `slow`";
  private static final int DAY_SECONDS = 86_400;
  private static final double ALWAYS = 100;

  static final Key<String> FAULT =
      Key.required("fault", Kinds.matching(NAMES, ALLOWED), "what goes wrong");
  static final Key<Double> PERCENT =
      Key.of(
          "percent",
          Kinds.decimal(0, 100),
          ALWAYS,
          "of how many requests in 100, while it goes wrong");
  static final Key<Duration> EVERY =
      Key.of(
          "every_seconds",
          Kinds.seconds(0, DAY_SECONDS),
          Duration.ZERO,
          "how often it begins to go wrong; 0: it always does");
  static final Key<Duration> LASTING =
      Key.of(
          "for_seconds",
          Kinds.seconds(0, DAY_SECONDS),
          Duration.ZERO,
          "how long it goes wrong, at the end of that time");

  static final Section<SimulatedFault> SECTION =
      Section.of(
          List.of(FAULT, PERCENT, EVERY, LASTING),
          values ->
              new SimulatedFault(
                  values.get(FAULT), values.get(PERCENT), values.get(EVERY), values.get(LASTING)));

  static final Kind<SimulatedFault> KIND =
      new Kind.ScalarOrGroup<>(
          Kinds.text(
              ALLOWED,
              value ->
                  Optional.of(value)
                      .filter(Pattern.compile(NAMES).asMatchPredicate())
                      .map(
                          fault ->
                              new SimulatedFault(fault, ALWAYS, Duration.ZERO, Duration.ZERO))),
          SECTION);

  private SimulatedFaultKeys() {}
}
