package dev.signalbox.gateway.config;

import dev.signalbox.engine.policy.Trade;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.util.List;

/** The keys of {@code [signals]}. */
final class SignalsKeys {
  private static final int MOST_DOLLARS = 1_000_000;
  private static final int MOST_POINTS = 1_000_000_000;

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

  static final Section<ExplorationConfig> SECTION =
      Section.of(
          List.of(EXPLORE_USD, EXPLORE_POINTS),
          values ->
              new ExplorationConfig(
                  Math.round(values.get(EXPLORE_USD) * Trade.ONE),
                  Math.round(values.get(EXPLORE_POINTS) * Trade.POINT)));

  private SignalsKeys() {}
}
