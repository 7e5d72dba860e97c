package dev.signalbox.gateway.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.Handling;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.price.Decimals;
import dev.signalbox.gateway.config.ProfileConfig.Weights;
import dev.signalbox.gateway.config.schema.ConfigProblem;
import dev.signalbox.gateway.config.schema.JsonSchema;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Place;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A profile as JSON, with the keys of {@code [profiles.ID]}. */
public final class ProfileDocument {
  private static final int NANO_DIGITS = 9;
  private static final int MILLION_DIGITS = 6;
  private static final int POINT_DIGITS = 7;

  private ProfileDocument() {}

  /** A JSON Schema of what {@link #read} takes. */
  public static ObjectNode schema() {
    return JsonSchema.of(ProfileKeys.SECTION);
  }

  /**
   * Reads the profile {@code id}; what {@code document} leaves out is taken from the built-in
   * profile it is based on.
   *
   * @throws ConfigException naming every key at fault and what is allowed there
   */
  public static ProfileConfig read(String id, ObjectNode document) {
    if (!ProfileKeys.IDS.pattern().matcher(id).matches()) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  new Place(Documents.SOURCE, 0, "id"),
                  "the id of a profile must be " + ProfileKeys.IDS.allowed())));
    }
    return Documents.read(ProfileKeys.SECTION, id, document);
  }

  /** All of {@code written}; bounds that it has not are left out. */
  public static ObjectNode write(ProfileConfig written) {
    Profile profile = written.profile();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (!profile.description().isEmpty()) {
      node.put(ProfileKeys.DESCRIPTION.name(), profile.description());
    }
    node.put(ProfileKeys.TASK.name(), profile.family().id());
    written
        .weights()
        .ifPresentOrElse(
            weights -> putWeights(weights, node), () -> putTrade(profile.trade(), node));
    putBounds(profile.bounds(), node);
    putWishes(profile.wishes(), node);
    putTerms(profile.terms(), node);
    putHandling(profile.handling(), node);
    return node;
  }

  /**
   * What a point of quality and a second are worth, in the units of the keys; the worth of a point
   * is left out where cost does not count.
   */
  public static ObjectNode trade(Trade trade) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    putTrade(trade, node);
    return node;
  }

  private static void putWeights(Weights weights, ObjectNode node) {
    node.putObject(ProfileKeys.WEIGHTS.name())
        .put(ProfileKeys.WeightsKeys.COST.name(), weights.cost())
        .put(ProfileKeys.WeightsKeys.LATENCY.name(), weights.latency())
        .put(ProfileKeys.WeightsKeys.QUALITY.name(), weights.quality());
  }

  private static void putTrade(Trade trade, ObjectNode node) {
    if (trade.pointNanos() != Trade.PRICELESS) {
      put(node, ProfileKeys.POINT, BigDecimal.valueOf(trade.pointNanos(), NANO_DIGITS - 3));
    }
    put(node, ProfileKeys.SECOND, BigDecimal.valueOf(trade.secondUtility(), POINT_DIGITS));
  }

  private static void putBounds(Bounds bounds, ObjectNode node) {
    bounds
        .costNanos()
        .ifPresent(
            nanos -> put(node, ProfileKeys.MAX_COST, BigDecimal.valueOf(nanos, NANO_DIGITS)));
    bounds
        .firstTokenMillis()
        .ifPresent(millis -> node.put(ProfileKeys.MAX_FIRST_TOKEN.name(), millis));
    bounds.totalMillis().ifPresent(millis -> node.put(ProfileKeys.MAX_TOTAL.name(), millis));
    bounds
        .quality()
        .ifPresent(
            least -> put(node, ProfileKeys.MIN_QUALITY, BigDecimal.valueOf(least, NANO_DIGITS)));
  }

  private static void putWishes(Wishes wishes, ObjectNode node) {
    putSelectors(node, PolicyKeys.ALLOW, wishes.allow());
    putSelectors(node, PolicyKeys.DENY, wishes.deny());
    putSelectors(node, PolicyKeys.PREFER, wishes.prefer());
    putSelectors(node, PolicyKeys.AVOID, wishes.avoid());
    putSelectors(node, PolicyKeys.PIN, wishes.pin());
  }

  private static void putSelectors(ObjectNode node, Key<?> key, List<Selector> selectors) {
    putAll(node, key, selectors.stream().map(Selector::text));
  }

  private static void putTerms(Terms terms, ObjectNode node) {
    putAll(node, PolicyKeys.REQUIRES, terms.capabilities().stream().sorted().map(Capability::id));
    putSorted(node, PolicyKeys.REGIONS, terms.regions());
    putSorted(node, PolicyKeys.CLEARANCES, terms.clearances());
    node.put(PolicyKeys.LOCAL_ONLY.name(), terms.local())
        .put(PolicyKeys.KEEPS_NOTHING.name(), terms.keepsNothing());
  }

  private static void putHandling(Handling handling, ObjectNode node) {
    node.put(ProfileKeys.STRICT.name(), handling.strict())
        .put(ProfileKeys.ALLOW_UNKNOWN.name(), handling.unknownAllowed())
        .put(ProfileKeys.MAX_ATTEMPTS.name(), handling.maxAttempts());
    put(node, ProfileKeys.SWITCH, BigDecimal.valueOf(handling.switchUtility(), POINT_DIGITS));
    handling
        .hedge()
        .ifPresent(
            hedge ->
                node.put(ProfileKeys.HEDGE_AFTER.name(), hedge.delayMillis())
                    .put(ProfileKeys.HEDGE_PERCENT.name(), hedge.percent()));
    node.put(
            ProfileKeys.VALIDATE.name(),
            handling.checks().retry() ? ProfileKeys.RETRY : ProfileKeys.OFF)
        .put(
            ProfileKeys.VERIFY.name(),
            handling.checks().agreement() ? ProfileKeys.AGREEMENT : ProfileKeys.OFF);
    handling
        .exploring()
        .ifPresent(
            exploring -> {
              put(
                  node,
                  ProfileKeys.EXPLORATION,
                  BigDecimal.valueOf(exploring.shareMillionths(), MILLION_DIGITS));
              put(
                  node,
                  ProfileKeys.EXPLORATION_COST_CAP,
                  BigDecimal.valueOf(exploring.mostNanos(), NANO_DIGITS));
            });
  }

  private static void put(ObjectNode node, Key<?> key, BigDecimal value) {
    node.put(key.name(), Decimals.plain(value));
  }

  private static void putSorted(ObjectNode node, Key<?> key, Collection<String> texts) {
    putAll(node, key, texts.stream().sorted());
  }

  private static void putAll(ObjectNode node, Key<?> key, Stream<String> texts) {
    ArrayNode list = node.putArray(key.name());
    texts.forEach(list::add);
  }
}
