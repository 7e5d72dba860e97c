package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.migrate.Finding.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what becomes of each key; what was said of one first stays. */
final class Findings {
  private static final String UNKNOWN =
      "this import does not know it; docs/migrating.md says what it knows";

  private final Map<String, Finding> byKey = new LinkedHashMap<>();
  private final Set<String> secrets = new LinkedHashSet<>();
  private final Set<String> additions = new LinkedHashSet<>();

  /** All of {@code value} is now {@code as}. */
  void taken(Value value, String as) {
    note(value, Outcome.TAKEN, as, "");
  }

  /** All of {@code value} is nearly the same as {@code as}; {@code how} says what differs. */
  void approximated(Value value, String as, String how) {
    note(value, Outcome.APPROXIMATED, as, how);
  }

  /** Nothing comes of {@code value}. */
  void without(Value value, String instead) {
    note(value, Outcome.WITHOUT, "", instead);
  }

  /** The secret at {@code value} stands in the source, and so in what is made of it. */
  void literalSecret(Value value) {
    secrets.add(value.path());
  }

  /** Something that the source does not say and that is needed. */
  void added(String sentence) {
    additions.add(sentence);
  }

  List<String> secrets() {
    return List.copyOf(secrets);
  }

  List<String> additions() {
    return List.copyOf(additions);
  }

  /** What became of each key of {@code root}, in its order; what nobody spoke of is told too. */
  List<Finding> all(Value root) {
    List<Finding> all = new ArrayList<>();
    for (Value leaf : root.leaves()) {
      Finding known = byKey.get(leaf.path());
      if (known != null) {
        all.add(known);
      } else if (!leaf.path().isEmpty()) {
        String note = isEmpty(leaf) ? "it is empty" : UNKNOWN;
        all.add(new Finding(leaf.path(), leaf.line(), Outcome.WITHOUT, "", note));
      }
    }
    return List.copyOf(all);
  }

  private static boolean isEmpty(Value leaf) {
    return leaf.isNothing()
        || (leaf.isTable() && leaf.entries().isEmpty())
        || (leaf.isList() && leaf.items().isEmpty());
  }

  private void note(Value value, Outcome outcome, String as, String note) {
    for (Value leaf : value.leaves()) {
      byKey.putIfAbsent(leaf.path(), new Finding(leaf.path(), leaf.line(), outcome, as, note));
    }
  }
}
