package dev.signalbox.gateway.config;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Values;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that profiles and rules share: which deployments may and should be used. */
final class PolicyKeys {
  static final Key<Optional<List<Selector>>> ALLOW =
      selectors("allow", "use only these: provider, provider/model, model or family:name");
  static final Key<Optional<List<Selector>>> DENY = selectors("deny", "use none of these");
  static final Key<Optional<List<Selector>>> PREFER =
      selectors("prefer", "these gain as much as five points of quality");
  static final Key<Optional<List<Selector>>> AVOID = selectors("avoid", "these lose as much");
  static final Key<Optional<List<Selector>>> PIN =
      selectors("pin", "use only these, even where others allow more");
  static final Key<Optional<List<Capability>>> REQUIRES =
      Key.optional(
          "requires", CommonKinds.CAPABILITIES, "capabilities a model must have, asked for or not");
  static final Key<Optional<List<String>>> REGIONS =
      Key.optional("regions", CommonKinds.TAGS, "process prompts only in these regions");
  static final Key<Optional<List<String>>> CLEARANCES =
      Key.optional("clearances", CommonKinds.TAGS, "use only what is cleared for all of these");
  static final Key<Optional<Boolean>> LOCAL_ONLY =
      Key.optional("local_only", Kinds.flag(), "use only servers of your own");
  static final Key<Optional<Boolean>> KEEPS_NOTHING =
      Key.optional("keeps_nothing", Kinds.flag(), "use only what is known to keep no prompts");

  /** All of them. */
  static final List<Key<?>> ALL =
      List.of(
          ALLOW,
          DENY,
          PREFER,
          AVOID,
          PIN,
          REQUIRES,
          REGIONS,
          CLEARANCES,
          LOCAL_ONLY,
          KEEPS_NOTHING);

  private PolicyKeys() {}

  /** What is written, and {@code base} for the rest. */
  static Wishes wishes(Values values, Wishes base) {
    return new Wishes(
        values.get(ALLOW).orElse(base.allow()),
        values.get(DENY).orElse(base.deny()),
        values.get(PREFER).orElse(base.prefer()),
        values.get(AVOID).orElse(base.avoid()),
        values.get(PIN).orElse(base.pin()));
  }

  /** What is written, and {@code base} for the rest. */
  static Terms terms(Values values, Terms base) {
    return new Terms(
        values.get(REQUIRES).map(Set::copyOf).orElse(base.capabilities()),
        values.get(REGIONS).map(Set::copyOf).orElse(base.regions()),
        values.get(CLEARANCES).map(Set::copyOf).orElse(base.clearances()),
        values.get(LOCAL_ONLY).orElse(base.local()),
        values.get(KEEPS_NOTHING).orElse(base.keepsNothing()));
  }

  private static Key<Optional<List<Selector>>> selectors(String name, String doc) {
    return Key.optional(name, CommonKinds.SELECTORS, doc);
  }
}
