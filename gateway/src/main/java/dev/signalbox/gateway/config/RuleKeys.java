package dev.signalbox.gateway.config;

import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of {@code [[rules]]}. */
final class RuleKeys {
  static final Key<String> NAME =
      Key.required("name", CommonKinds.LABEL, "unique name of the rule; reasons name it");
  static final Key<List<String>> KEYS =
      labels("keys", "labels of the callers' keys it is for; none: all, as with the next five");
  static final Key<List<String>> APPS = labels("apps", "names of the apps it is for");
  static final Key<List<String>> PROJECTS = labels("projects", "projects it is for");
  static final Key<List<String>> SOURCES = labels("sources", "sources it is for");
  static final Key<List<String>> TASKS = labels("tasks", "tasks it is for");
  static final Key<List<String>> CLASSIFICATIONS =
      labels("classifications", "tags of what was found in a prompt; one of them is enough");
  static final Key<Optional<String>> PROFILE =
      Key.optional("profile", CommonKinds.PROFILE_ID, "profile of those requests that name none");
  static final Key<Optional<String>> TASK =
      Key.optional("task", CommonKinds.LABEL, "task of those requests that come without x-task");

  /** What a rule changes: it has one of these. */
  private static final List<Key<?>> CHANGES =
      Stream.concat(PolicyKeys.ALL.stream(), Stream.of(PROFILE, TASK)).toList();

  static final Section<Rule> SECTION =
      Section.checked(
          Stream.concat(
                  Stream.of(NAME, KEYS, APPS, PROJECTS, SOURCES, TASKS, CLASSIFICATIONS),
                  CHANGES.stream())
              .toList(),
          RuleKeys::make);

  private RuleKeys() {}

  private static Optional<Rule> make(Values values) {
    Rule rule =
        new Rule(
            values.get(NAME),
            new RuleMatch(
                Set.copyOf(values.get(KEYS)),
                Set.copyOf(values.get(APPS)),
                Set.copyOf(values.get(PROJECTS)),
                Set.copyOf(values.get(SOURCES)),
                Set.copyOf(values.get(TASKS)),
                Set.copyOf(values.get(CLASSIFICATIONS))),
            PolicyKeys.wishes(values, Wishes.NONE),
            PolicyKeys.terms(values, Terms.NONE),
            values.get(PROFILE),
            values.get(TASK));
    boolean idle =
        rule.wishes().isEmpty()
            && rule.terms().equals(Terms.NONE)
            && rule.profile().isEmpty()
            && rule.task().isEmpty();
    if (idle) {
      values
          .report()
          .wrong(
              values.place(NAME),
              "is of a rule that changes nothing: give it one of " + Place.oneOf(CHANGES));
    }
    return values.areSound() ? Optional.of(rule) : Optional.empty();
  }

  private static Key<List<String>> labels(String name, String doc) {
    return Key.of(name, CommonKinds.LABELS, List.of(), doc);
  }
}
