package dev.signalbox.gateway.config;

import dev.signalbox.engine.policy.Rule;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code [trial]}, {@code [shadow]} and {@code [canary]}. */
final class TrialKeys {
  private static final int MOST_PERCENT = 100_000;
  private static final double MILLION = 1_000_000;
  private static final double MILLIONTHS_OF_A_PERCENT = 10_000;

  static final Key<Map<String, ProfileConfig>> PROFILES =
      Key.of(
          "profiles",
          new Kind.NamedGroups<>(ProfileKeys.IDS, ProfileKeys.SECTION),
          Map.of(),
          "profiles of the policy on trial, written like those above, over those in force");
  static final Key<Optional<List<Rule>>> RULES =
      Key.optional(
          "rules",
          new Kind.Groups<>(RuleKeys.SECTION, "name", CommonKinds.MOST_ENTRIES),
          "rules of the policy on trial instead of those in force; none: the same");
  static final Key<Optional<String>> PROFILE =
      Key.optional(
          "profile",
          CommonKinds.PROFILE_ID,
          "profile of requests that name none under the policy on trial; none: the same");

  static final Section<TrialConfig.Policy> POLICY =
      Section.of(
          List.of(PROFILE, RULES, PROFILES),
          values ->
              new TrialConfig.Policy(
                  List.copyOf(values.get(PROFILES).values()),
                  values.get(RULES),
                  values.get(PROFILE)));

  static final Key<Double> SHARE =
      Key.of(
          "share",
          Kinds.decimal(0, 1),
          0.0,
          "share of the requests that are also decided by the policy on trial, without a call");

  static final Section<Integer> SHADOW =
      Section.of(List.of(SHARE), values -> (int) Math.round(values.get(SHARE) * MILLION));

  static final Key<Double> PERCENT =
      Key.of(
          "percent",
          Kinds.decimal(0, 100),
          0.0,
          "percent of the conversations, else of the requests, that are served by the policy on"
              + " trial");
  static final Key<Integer> MIN_REQUESTS =
      Key.of(
          "min_requests",
          Kinds.whole(10, 10_000_000),
          200,
          "requests under either policy before they are compared");
  static final Key<Double> MAX_ERROR_POINTS =
      Key.of(
          "max_error_points",
          Kinds.decimal(0, 100),
          2.0,
          "it stands down when so many more of 100 requests fail");
  static final Key<Integer> MAX_LATENCY_PERCENT =
      Key.of(
          "max_latency_percent",
          Kinds.whole(100, MOST_PERCENT),
          150,
          "it stands down when the 95th percentile of the time is above this percentage of the"
              + " others'");
  static final Key<Integer> MAX_COST_PERCENT =
      Key.of(
          "max_cost_percent",
          Kinds.whole(100, MOST_PERCENT),
          150,
          "it stands down when a request costs more than this percentage of the others'");
  static final Key<Double> MAX_NEGATIVE_POINTS =
      Key.of(
          "max_negative_points",
          Kinds.decimal(0, 100),
          5.0,
          "it stands down when so many more of 100 signals are negative");

  static final Section<TrialConfig.Canary> CANARY =
      Section.of(
          List.of(
              PERCENT,
              MIN_REQUESTS,
              MAX_ERROR_POINTS,
              MAX_LATENCY_PERCENT,
              MAX_COST_PERCENT,
              MAX_NEGATIVE_POINTS),
          values ->
              new TrialConfig.Canary(
                  millionths(values.get(PERCENT)),
                  values.get(MIN_REQUESTS),
                  millionths(values.get(MAX_ERROR_POINTS)),
                  values.get(MAX_LATENCY_PERCENT),
                  values.get(MAX_COST_PERCENT),
                  millionths(values.get(MAX_NEGATIVE_POINTS))));

  private TrialKeys() {}

  private static int millionths(double percent) {
    return (int) Math.round(percent * MILLIONTHS_OF_A_PERCENT);
  }
}
