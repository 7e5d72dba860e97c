package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.policy.Bounds;
import dev.signalbox.engine.policy.Checks;
import dev.signalbox.engine.policy.Exploring;
import dev.signalbox.engine.policy.Handling;
import dev.signalbox.engine.policy.Hedge;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.text.Fields;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Profiles and rules as stored JSON: whole numbers in the units they are reckoned in. What is empty
 * is left out.
 */
final class PolicyJson {
  private PolicyJson() {}

  static ObjectNode write(Snapshot.Policy policy) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("standard", policy.standard());
    ArrayNode profiles = node.putArray("profiles");
    new TreeMap<>(policy.profiles()).values().forEach(profile -> profiles.add(profile(profile)));
    ArrayNode rules = node.putArray("rules");
    policy.rules().forEach(rule -> rules.add(rule(rule)));
    return node;
  }

  static Snapshot.Policy read(Fields fields) {
    Map<String, Profile> profiles = new HashMap<>();
    for (Fields each : fields.objects("profiles")) {
      Profile profile = profile(each);
      profiles.put(profile.id(), profile);
    }
    return new Snapshot.Policy(
        profiles,
        fields.required("standard", fields.text("standard")),
        fields.objects("rules").stream().map(PolicyJson::rule).toList());
  }

  private static ObjectNode profile(Profile profile) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", profile.id())
            .put("description", profile.description())
            .put("task", Fields.id(profile.family()))
            .put("point_nanos", profile.trade().pointNanos())
            .put("second_utility", profile.trade().secondUtility());
    Bounds bounds = profile.bounds();
    bounds.costNanos().ifPresent(nanos -> node.put("max_cost_nanos", nanos));
    bounds.firstTokenMillis().ifPresent(millis -> node.put("max_first_token_ms", millis));
    bounds.totalMillis().ifPresent(millis -> node.put("max_total_ms", millis));
    bounds.quality().ifPresent(least -> node.put("min_quality", least));
    putWishes(profile.wishes(), node);
    putTerms(profile.terms(), node);
    Handling handling = profile.handling();
    node.put("strict", handling.strict())
        .put("allow_unknown", handling.unknownAllowed())
        .put("max_attempts", handling.maxAttempts())
        .put("switch_utility", handling.switchUtility());
    handling
        .hedge()
        .ifPresent(
            hedge ->
                node.put("hedge_ms", hedge.delayMillis()).put("hedge_percent", hedge.percent()));
    if (!handling.checks().equals(Checks.NONE)) {
      node.put("validate_retry", handling.checks().retry())
          .put("verify_agreement", handling.checks().agreement());
    }
    handling
        .exploring()
        .ifPresent(
            exploring ->
                node.put("explore_millionths", exploring.shareMillionths())
                    .put("explore_most_nanos", exploring.mostNanos()));
    return node;
  }

  private static Profile profile(Fields fields) {
    return new Profile(
        fields.required("id", fields.text("id")),
        fields.text("description").orElse(""),
        fields.required("task", fields.oneOf("task", TaskFamily.values())),
        new Trade(fields.count("point_nanos").orElse(0), fields.count("second_utility").orElse(0)),
        new Bounds(
            fields.count("max_cost_nanos"),
            fields.small("max_first_token_ms", 0),
            fields.small("max_total_ms", 0),
            fields.number("min_quality")),
        wishes(fields),
        terms(fields),
        new Handling(
            fields.flag("strict", false),
            fields.flag("allow_unknown", false),
            fields.smallCount("max_attempts"),
            fields.count("switch_utility").orElse(0),
            fields.small("hedge_ms", 0).stream()
                .mapToObj(delay -> new Hedge(delay, fields.smallCount("hedge_percent")))
                .findFirst(),
            fields.small("explore_millionths", 0).stream()
                .mapToObj(
                    share -> new Exploring(share, fields.count("explore_most_nanos").orElse(0)))
                .findFirst(),
            new Checks(
                fields.flag("validate_retry", false), fields.flag("verify_agreement", false))));
  }

  private static ObjectNode rule(Rule rule) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", rule.name());
    RuleMatch match = rule.match();
    putTexts(node, "keys", match.keys());
    putTexts(node, "apps", match.apps());
    putTexts(node, "projects", match.projects());
    putTexts(node, "sources", match.sources());
    putTexts(node, "tasks", match.tasks());
    putTexts(node, "classifications", match.classifications());
    putWishes(rule.wishes(), node);
    putTerms(rule.terms(), node);
    rule.profile().ifPresent(profile -> node.put("profile", profile));
    rule.task().ifPresent(task -> node.put("task", task));
    return node;
  }

  private static Rule rule(Fields fields) {
    return new Rule(
        fields.required("name", fields.text("name")),
        new RuleMatch(
            Set.copyOf(fields.texts("keys")),
            Set.copyOf(fields.texts("apps")),
            Set.copyOf(fields.texts("projects")),
            Set.copyOf(fields.texts("sources")),
            Set.copyOf(fields.texts("tasks")),
            Set.copyOf(fields.texts("classifications"))),
        wishes(fields),
        terms(fields),
        fields.text("profile"),
        fields.text("task"));
  }

  private static void putWishes(Wishes wishes, ObjectNode node) {
    putTexts(node, "allow", texts(wishes.allow()));
    putTexts(node, "deny", texts(wishes.deny()));
    putTexts(node, "prefer", texts(wishes.prefer()));
    putTexts(node, "avoid", texts(wishes.avoid()));
    putTexts(node, "pin", texts(wishes.pin()));
  }

  private static Wishes wishes(Fields fields) {
    return new Wishes(
        selectors(fields, "allow"),
        selectors(fields, "deny"),
        selectors(fields, "prefer"),
        selectors(fields, "avoid"),
        selectors(fields, "pin"));
  }

  private static List<String> texts(List<Selector> selectors) {
    return selectors.stream().map(Selector::text).toList();
  }

  private static List<Selector> selectors(Fields fields, String name) {
    return fields.texts(name).stream().map(Selector::new).toList();
  }

  private static void putTerms(Terms terms, ObjectNode node) {
    putTexts(node, "requires", terms.capabilities().stream().sorted().map(Fields::id).toList());
    putTexts(node, "regions", terms.regions());
    putTexts(node, "clearances", terms.clearances());
    node.put("local_only", terms.local()).put("keeps_nothing", terms.keepsNothing());
  }

  private static Terms terms(Fields fields) {
    return new Terms(
        Set.copyOf(fields.someOf("requires", Capability.values())),
        Set.copyOf(fields.texts("regions")),
        Set.copyOf(fields.texts("clearances")),
        fields.flag("local_only", false),
        fields.flag("keeps_nothing", false));
  }

  /** Puts a list of texts unless it is empty. */
  static void putTexts(ObjectNode node, String name, Collection<String> texts) {
    if (!texts.isEmpty()) {
      texts.forEach(node.putArray(name)::add);
    }
  }
}
