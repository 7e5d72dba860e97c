package dev.signalbox.gateway.config;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.BuiltInProfiles;
import dev.signalbox.engine.policy.Checks;
import dev.signalbox.engine.policy.Exploring;
import dev.signalbox.engine.policy.Handling;
import dev.signalbox.engine.policy.Hedge;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.gateway.config.ProfileConfig.Weights;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Names;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The keys of {@code [profiles.ID]}. */
final class ProfileKeys {
  /** The keys of the weights. */
  static final class WeightsKeys {
    static final Key<Double> COST = Key.required("cost", Kinds.decimal(0, 1), "share of the cost");
    static final Key<Double> LATENCY =
        Key.required("latency", Kinds.decimal(0, 1), "share of the time");
    static final Key<Double> QUALITY =
        Key.required("quality", Kinds.decimal(0, 1), "share of the quality, above 0");

    static final Section<Weights> SECTION =
        Section.checked(List.of(COST, LATENCY, QUALITY), WeightsKeys::make);

    private WeightsKeys() {}

    private static Optional<Weights> make(Values values) {
      var weights = new Weights(values.get(COST), values.get(LATENCY), values.get(QUALITY));
      if (weights.quality() == 0) {
        values.report().wrong(values.place(QUALITY), "must be above 0");
      } else if (!Trade.areWeights(weights.cost(), weights.latency(), weights.quality())) {
        values
            .report()
            .wrong(
                values.place(COST),
                "is a weight: `cost`, `latency` and `quality` must sum to 1, not to "
                    + (float) (weights.cost() + weights.latency() + weights.quality()));
      }
      return values.areSound() ? Optional.of(weights) : Optional.empty();
    }
  }

  static final String OFF = "off";
  static final String RETRY = "retry";
  static final String AGREEMENT = "agreement";

  private static final int MOST_DOLLARS = 1_000_000;
  private static final int MOST_MILLIS = 86_400_000;
  private static final int STANDARD_HEDGE_PERCENT = 5;

  static final Names IDS =
      Names.of(
          "[a-z0-9][a-z0-9_-]{0,63}",
          "1 to 64 lower-case letters, digits, `_` or `-`, the first a letter or digit",
          CommonKinds.MOST_ENTRIES);

  static final Key<Optional<String>> BASED_ON =
      Key.optional(
          "based_on",
          Kinds.oneOf(BuiltInProfiles.all().stream().map(Profile::id).toList()),
          "built-in profile that what is left out is taken from; none: the one of the same name,"
              + " else balanced");
  static final Key<Optional<String>> DESCRIPTION =
      Key.optional("description", Kinds.line(200), "what it is for, for people");
  static final Key<Optional<TaskFamily>> TASK =
      Key.optional(
          "task", CommonKinds.FAMILY, "kind of task that quality is judged by, without x-task");
  static final Key<Optional<Double>> POINT =
      Key.optional(
          "point_usd_per_1000",
          Kinds.decimal(0, MOST_DOLLARS),
          "dollars per 1,000 requests that one point of quality (0.01) is worth");
  static final Key<Optional<Double>> SECOND =
      Key.optional(
          "second_points", Kinds.decimal(0, 1_000), "points of quality that one second is worth");
  static final Key<Optional<Weights>> WEIGHTS =
      Key.optional(
          "weights",
          new Kind.Group<>(WeightsKeys.SECTION),
          "the two values above as weights that sum to 1; `signalbox check` shows the conversion");
  static final Key<Optional<Double>> MAX_COST =
      Key.optional(
          "max_cost_usd", Kinds.decimal(0, MOST_DOLLARS), "highest estimated cost of a request");
  static final Key<Optional<Integer>> MAX_FIRST_TOKEN =
      Key.optional(
          "max_first_token_ms",
          Kinds.whole(1, MOST_MILLIS),
          "highest 95th percentile of the time to the first token");
  static final Key<Optional<Integer>> MAX_TOTAL =
      Key.optional(
          "max_total_ms",
          Kinds.whole(1, MOST_MILLIS),
          "highest expected time to the end of the answer");
  static final Key<Optional<Double>> MIN_QUALITY =
      Key.optional("min_quality", Kinds.decimal(0, 1), "lowest expected quality");
  static final Key<Optional<Boolean>> STRICT =
      Key.optional(
          "strict", Kinds.flag(), "refuse deployments that would lose a field of the request");
  static final Key<Optional<Boolean>> ALLOW_UNKNOWN =
      Key.optional(
          "allow_unknown",
          Kinds.flag(),
          "let models compete of which a needed capability or the price is not known");
  static final Key<Optional<Integer>> MAX_ATTEMPTS =
      Key.optional(
          "max_attempts",
          Kinds.whole(1, Handling.MOST_ATTEMPTS),
          "most deployments tried for a request");
  static final Key<Optional<Double>> SWITCH =
      Key.optional(
          "switch_points",
          Kinds.decimal(0, 100),
          "points of quality that leaving the model of a running session costs");
  static final Key<Optional<Integer>> HEDGE_AFTER =
      Key.optional(
          "hedge_after_ms",
          Kinds.whole(1, MOST_MILLIS),
          "wait for a first token after which a second call starts; none: never");
  static final Key<Optional<Integer>> HEDGE_PERCENT =
      Key.optional(
          "hedge_percent",
          Kinds.whole(1, 100),
          "most requests with a second call, in percent; 5 when only the wait is set");

  static final Key<Optional<Double>> EXPLORATION =
      Key.optional(
          "exploration",
          Kinds.decimal(0, 1),
          "share of the requests in which chance chooses among models that may be the best; 0.1 at"
              + " most");
  static final Key<Optional<Double>> EXPLORATION_COST_CAP =
      Key.optional(
          "exploration_cost_cap",
          Kinds.decimal(0, MOST_DOLLARS),
          "highest estimated cost, in dollars, of a request in which chance takes part; 0.05 when"
              + " only the share is set");

  static final Key<Optional<String>> VALIDATE =
      Key.optional(
          "validate",
          Kinds.oneOf(List.of(OFF, RETRY)),
          "what to do when an answer that is no stream breaks its JSON schema or the schema of a"
              + " tool, or calls no tool though it must: ask the next model when that pays");
  static final Key<Optional<String>> VERIFY =
      Key.optional(
          "verify",
          Kinds.oneOf(List.of(OFF, AGREEMENT)),
          "whether two cheap models answer what has a short answer and is no stream, and the best"
              + " one where they do not agree");

  static final Section<ProfileConfig> SECTION = Section.checked(keys(), ProfileKeys::make);

  private ProfileKeys() {}

  private static List<Key<?>> keys() {
    var keys =
        new ArrayList<Key<?>>(
            List.of(
                BASED_ON,
                DESCRIPTION,
                TASK,
                POINT,
                SECOND,
                WEIGHTS,
                MAX_COST,
                MAX_FIRST_TOKEN,
                MAX_TOTAL,
                MIN_QUALITY));
    keys.addAll(PolicyKeys.ALL);
    keys.addAll(List.of(STRICT, ALLOW_UNKNOWN, MAX_ATTEMPTS, SWITCH, HEDGE_AFTER, HEDGE_PERCENT));
    keys.addAll(List.of(EXPLORATION, EXPLORATION_COST_CAP, VALIDATE, VERIFY));
    return keys;
  }

  private static Optional<ProfileConfig> make(Values values) {
    Optional<Weights> weights = values.get(WEIGHTS);
    if (weights.isPresent() && (values.has(POINT) || values.has(SECOND))) {
      values
          .report()
          .wrong(
              values.place(WEIGHTS),
              "says the same as `point_usd_per_1000` and `second_points`: only one of them is"
                  + " allowed");
    }
    if (values.has(HEDGE_PERCENT) && !values.has(HEDGE_AFTER)) {
      values
          .report()
          .wrong(values.place(HEDGE_PERCENT), "needs the key `hedge_after_ms` beside it");
    }
    if (values.get(EXPLORATION).orElse(0.0) > (double) Exploring.MOST / PlanEntry.CERTAIN) {
      values.report().wrong(values.place(EXPLORATION), "must be at most 0.1");
    }
    if (values.has(EXPLORATION_COST_CAP) && !values.has(EXPLORATION)) {
      values
          .report()
          .wrong(values.place(EXPLORATION_COST_CAP), "needs the key `exploration` beside it");
    }
    Profile base = base(values);
    return values.areSound()
        ? Optional.of(new ProfileConfig(profile(values, base), weights))
        : Optional.empty();
  }

  private static Profile base(Values values) {
    String id = values.get(BASED_ON).orElse(values.name());
    return BuiltInProfiles.all().stream()
        .filter(profile -> profile.id().equals(id))
        .findFirst()
        .orElse(BuiltInProfiles.all().getFirst());
  }

  private static Profile profile(Values values, Profile base) {
    return new Profile(
        values.name(),
        values.get(DESCRIPTION).orElse(base.description()),
        values.get(TASK).orElse(base.family()),
        trade(values, base.trade()),
        bounds(values, base.bounds()),
        PolicyKeys.wishes(values, base.wishes()),
        PolicyKeys.terms(values, base.terms()),
        handling(values, base.handling()));
  }

  private static Trade trade(Values values, Trade base) {
    return values
        .get(WEIGHTS)
        .map(weights -> Trade.ofWeights(weights.cost(), weights.latency(), weights.quality()))
        .orElseGet(
            () ->
                new Trade(
                    values
                        .get(POINT)
                        .map(point -> Trade.of(point, 0).pointNanos())
                        .orElse(base.pointNanos()),
                    values
                        .get(SECOND)
                        .map(second -> Trade.of(0, second).secondUtility())
                        .orElse(base.secondUtility())));
  }

  private static Bounds bounds(Values values, Bounds base) {
    return new Bounds(
        billionths(values.get(MAX_COST), base.costNanos()),
        whole(values.get(MAX_FIRST_TOKEN), base.firstTokenMillis()),
        whole(values.get(MAX_TOTAL), base.totalMillis()),
        billionths(values.get(MIN_QUALITY), base.quality()));
  }

  private static Handling handling(Values values, Handling base) {
    return new Handling(
        values.get(STRICT).orElse(base.strict()),
        values.get(ALLOW_UNKNOWN).orElse(base.unknownAllowed()),
        values.get(MAX_ATTEMPTS).orElse(base.maxAttempts()),
        values
            .get(SWITCH)
            .map(points -> Math.round(points * Trade.POINT))
            .orElse(base.switchUtility()),
        values
            .get(HEDGE_AFTER)
            .map(
                after -> new Hedge(after, values.get(HEDGE_PERCENT).orElse(STANDARD_HEDGE_PERCENT)))
            .or(base::hedge),
        values.has(EXPLORATION) ? exploring(values) : base.exploring(),
        new Checks(
            values.get(VALIDATE).map(RETRY::equals).orElse(base.checks().retry()),
            values.get(VERIFY).map(AGREEMENT::equals).orElse(base.checks().agreement())));
  }

  /** A share that is less than a millionth of the requests is none. */
  private static Optional<Exploring> exploring(Values values) {
    int share = (int) Math.round(values.get(EXPLORATION).orElse(0.0) * PlanEntry.CERTAIN);
    return share == 0
        ? Optional.empty()
        : Optional.of(
            new Exploring(
                share,
                billionths(
                        values.get(EXPLORATION_COST_CAP),
                        OptionalLong.of(Exploring.STANDARD_MOST_NANOS))
                    .orElseThrow()));
  }

  private static OptionalLong billionths(Optional<Double> written, OptionalLong base) {
    return written.map(value -> OptionalLong.of(Math.round(value * Trade.ONE))).orElse(base);
  }

  private static OptionalInt whole(Optional<Integer> written, OptionalInt base) {
    return written.map(OptionalInt::of).orElse(base);
  }
}
