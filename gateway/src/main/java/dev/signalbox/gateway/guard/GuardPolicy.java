package dev.signalbox.gateway.guard;

import dev.signalbox.gateway.guard.scan.Category;
import dev.signalbox.gateway.guard.scan.Finding;
import java.util.HashMap;
import java.util.Map;

/**
 * What is looked for in the requests of somebody, and what is done about it.
 *
 * @param enabled whether anything is
 * @param categories what is done about each category
 * @param types what is done about single types, before their category
 * @param restore whether answers get the values back that stand-ins stand for
 * @param scanAnswers whether answers are scanned as well
 */
public record GuardPolicy(
    boolean enabled,
    Map<Category, Action> categories,
    Map<String, Action> types,
    boolean restore,
    boolean scanAnswers) {
  public GuardPolicy {
    categories = Map.copyOf(categories);
    types = Map.copyOf(types);
  }

  /** What is done about {@code finding}. */
  Action actionFor(Finding finding) {
    Action own = types.get(finding.type());
    return own == null ? categories.getOrDefault(finding.category(), Action.OFF) : own;
  }

  /** Whether anything of {@code category} may lead to an action. */
  boolean looksFor(Category category) {
    return categories.getOrDefault(category, Action.OFF) != Action.OFF
        || types.values().stream().anyMatch(action -> action != Action.OFF);
  }

  /** The same with other actions for some types. */
  public GuardPolicy with(Map<Category, Action> otherCategories, Map<String, Action> otherTypes) {
    Map<Category, Action> mergedCategories = new HashMap<>(categories);
    mergedCategories.putAll(otherCategories);
    Map<String, Action> mergedTypes = new HashMap<>(types);
    mergedTypes.putAll(otherTypes);
    return new GuardPolicy(enabled, mergedCategories, mergedTypes, restore, scanAnswers);
  }
}
