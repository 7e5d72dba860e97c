package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.gateway.protect.OverloadSettings;
import dev.signalbox.gateway.protect.Priorities;
import dev.signalbox.gateway.protect.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code [overload]}. */
final class OverloadKeys {
  static final Key<Integer> MAX_REQUESTS =
      Key.of(
          "max_requests",
          Kinds.whole(1, 1_000_000),
          8_000,
          "requests under way at once; those beyond are refused before their body is read");
  static final Key<Integer> LOW_PERCENT =
      Key.of(
          "low_percent",
          Kinds.whole(1, 100),
          70,
          "share of max_requests, and of max_lag_ms, from which on requests of low priority are"
              + " refused");
  static final Key<Integer> NORMAL_PERCENT =
      Key.of(
          "normal_percent",
          Kinds.whole(1, 100),
          90,
          "share from which on those of normal priority are refused too");
  static final Key<Duration> MAX_LAG =
      Key.of(
          "max_lag_ms",
          Kinds.millis(10, 60_000),
          Duration.ofSeconds(1),
          "longest time that work may wait for its turn on an event loop, three times in a row");
  static final Key<Duration> STUCK =
      Key.of(
          "stuck_ms",
          Kinds.millis(100, 60_000),
          Duration.ofSeconds(1),
          "time without a turn after which the log tells where an event loop is");
  static final Key<Integer> MAX_MEMORY_PERCENT =
      Key.of(
          "max_memory_percent",
          Kinds.whole(1, 100),
          92,
          "most of the heap in use after a collection, and most of the direct memory in use; four"
              + " less for requests of normal priority, eight less for low");
  static final Key<Integer> MAX_BODIES_PERCENT =
      Key.of(
          "max_bodies_percent",
          Kinds.whole(1, 100),
          15,
          "most of the heap that bodies above 64 KiB may take together, each counted once though it"
              + " is there several times while it is worked on; requests beyond are refused");
  static final Key<Integer> MAX_FILES_PERCENT =
      Key.of(
          "max_files_percent",
          Kinds.whole(1, 100),
          90,
          "most of the files that the system allows to be open when another connection is accepted;"
              + " the rest is for calls and databases");
  static final Key<Duration> RETRY_AFTER =
      Key.of(
          "retry_after_seconds",
          Kinds.seconds(1, 3_600),
          Duration.ofSeconds(2),
          "when a client that was refused may come again: each is told a time from this to twice as"
              + " long");
  static final Key<ProviderConfig.Breaker> BREAKER =
      Key.group(
          "breaker",
          BreakerKeys.SECTION,
          "when what is asked beside providers, such as a webhook or the database, is left alone"
              + " for a while");

  static final Key<String> RULE_NAME =
      Key.required("name", CommonKinds.LABEL, "unique name of the priority");
  static final Key<List<String>> KEYS =
      Key.of("keys", CommonKinds.LABELS, List.of(), "labels of the keys it is for; none: all");
  static final Key<List<String>> APPS =
      Key.of("apps", CommonKinds.LABELS, List.of(), "apps it is for; none: all");
  static final Key<List<String>> PROJECTS =
      Key.of("projects", CommonKinds.LABELS, List.of(), "projects that have it; none: all");
  static final Key<List<String>> SOURCES =
      Key.of("sources", CommonKinds.LABELS, List.of(), "sources that have it; none: all");
  static final Key<Priority> PRIORITY =
      Key.required(
          "priority",
          Kinds.choice(CommonKinds.byId(Priority.values(), Priority::id)),
          "low is refused first, high last; what no priority fits is normal");

  static final Section<Priorities.Rule> PRIORITY_SECTION =
      Section.of(
          List.of(RULE_NAME, KEYS, APPS, PROJECTS, SOURCES, PRIORITY),
          values ->
              new Priorities.Rule(
                  values.get(RULE_NAME),
                  Set.copyOf(values.get(KEYS)),
                  Set.copyOf(values.get(APPS)),
                  Set.copyOf(values.get(PROJECTS)),
                  Set.copyOf(values.get(SOURCES)),
                  values.get(PRIORITY)));

  static final Key<List<Priorities.Rule>> PRIORITIES =
      Key.of(
          "priorities",
          new Kind.Groups<>(PRIORITY_SECTION, "name", CommonKinds.MOST_KEYS),
          List.of(),
          "whose requests are refused first, and whose last; the first that fits counts");

  static final Section<OverloadSettings> SECTION =
      Section.checked(
          List.of(
              MAX_REQUESTS,
              LOW_PERCENT,
              NORMAL_PERCENT,
              MAX_LAG,
              STUCK,
              MAX_MEMORY_PERCENT,
              MAX_BODIES_PERCENT,
              MAX_FILES_PERCENT,
              RETRY_AFTER,
              BREAKER,
              PRIORITIES),
          OverloadKeys::make);

  private OverloadKeys() {}

  private static Optional<OverloadSettings> make(Values values) {
    if (values.get(LOW_PERCENT) > values.get(NORMAL_PERCENT)) {
      values
          .report()
          .wrong(
              values.place(LOW_PERCENT),
              "is more than `normal_percent`: low priority is refused first");
      return Optional.empty();
    }
    ProviderConfig.Breaker breaker = values.get(BREAKER);
    return Optional.of(
        new OverloadSettings(
            values.get(MAX_REQUESTS),
            values.get(LOW_PERCENT),
            values.get(NORMAL_PERCENT),
            values.get(MAX_LAG),
            values.get(STUCK),
            values.get(MAX_MEMORY_PERCENT),
            values.get(MAX_BODIES_PERCENT),
            values.get(MAX_FILES_PERCENT),
            values.get(RETRY_AFTER),
            new OverloadSettings.Breaker(
                breaker.failurePercent(),
                breaker.minCalls(),
                breaker.open(),
                breaker.halfOpenCalls()),
            values.get(PRIORITIES)));
  }
}
