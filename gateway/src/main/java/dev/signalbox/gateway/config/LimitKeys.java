package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.gateway.limit.Limit;
import dev.signalbox.gateway.limit.LimitScope;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The keys of {@code [[limits]]}. */
final class LimitKeys {
  private static final long MOST_REQUESTS = 1_000_000_000;
  private static final long MOST_TOKENS = 10_000_000_000L;

  static final Key<String> NAME =
      Key.required("name", CommonKinds.LABEL, "unique name of the limit; refusals name it");
  static final Key<LimitScope> SCOPE =
      Key.required(
          "scope",
          Kinds.choice(CommonKinds.byId(LimitScope.values(), LimitScope::id)),
          "whose requests count");
  static final Key<String> SUBJECT =
      Key.of(
          "subject",
          Kinds.line(320),
          Limit.EACH,
          "label of the key, name of the project, source or app, or a model as `provider/model` or"
              + " `model`; *: each has the limit for itself, but those that have one of their own");
  static final Key<Optional<Long>> REQUESTS_PER_MINUTE =
      Key.optional(
          "requests_per_minute", Kinds.wholeLong(1, MOST_REQUESTS), "most requests in a minute");
  static final Key<Optional<Long>> REQUESTS_PER_DAY =
      Key.optional("requests_per_day", Kinds.wholeLong(1, MOST_REQUESTS), "most requests in a day");
  static final Key<Optional<Long>> TOKENS_PER_MINUTE =
      Key.optional(
          "tokens_per_minute",
          Kinds.wholeLong(1, MOST_TOKENS),
          "most tokens of prompts and answers in a minute");
  static final Key<Optional<Integer>> MAX_IN_FLIGHT =
      Key.optional("max_in_flight", Kinds.whole(1, 1_000_000), "most requests under way at once");

  static final Section<Limit> SECTION =
      Section.checked(
          List.of(
              NAME,
              SCOPE,
              SUBJECT,
              REQUESTS_PER_MINUTE,
              REQUESTS_PER_DAY,
              TOKENS_PER_MINUTE,
              MAX_IN_FLIGHT),
          LimitKeys::make);

  private LimitKeys() {}

  private static Optional<Limit> make(Values values) {
    boolean total = values.get(SCOPE) == LimitScope.TOTAL;
    if (total && !values.get(SUBJECT).equals(Limit.EACH)) {
      values
          .report()
          .wrong(values.place(SUBJECT), "has no meaning where `scope` is `total`: leave it out");
    }
    if (!values.areSound()) {
      return Optional.empty();
    }
    Limit limit =
        new Limit(
            values.get(NAME),
            values.get(SCOPE),
            values.get(SUBJECT),
            optional(values.get(REQUESTS_PER_MINUTE)),
            optional(values.get(REQUESTS_PER_DAY)),
            optional(values.get(TOKENS_PER_MINUTE)),
            values.get(MAX_IN_FLIGHT).map(OptionalInt::of).orElse(OptionalInt.empty()));
    if (limit.isIdle()) {
      values
          .report()
          .wrong(
              values.place(NAME),
              "is of a limit that limits nothing: give it one of `requests_per_minute`,"
                  + " `requests_per_day`, `tokens_per_minute` or `max_in_flight`");
      return Optional.empty();
    }
    return Optional.of(limit);
  }

  private static OptionalLong optional(Optional<Long> value) {
    return value.map(OptionalLong::of).orElse(OptionalLong.empty());
  }
}
