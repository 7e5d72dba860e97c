package dev.signalbox.engine.policy;

import java.util.Set;

/**
 * Which requests a rule is for: those that fit every set that is not empty.
 *
 * @param keys labels of the callers' keys
 * @param apps names of the apps they come through
 * @param classifications tags of what was found in the prompt; one of them is enough
 */
public record RuleMatch(
    Set<String> keys,
    Set<String> apps,
    Set<String> projects,
    Set<String> sources,
    Set<String> tasks,
    Set<String> classifications) {
  /** Every request. */
  public static final RuleMatch ALL =
      new RuleMatch(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  public RuleMatch {
    keys = Set.copyOf(keys);
    apps = Set.copyOf(apps);
    projects = Set.copyOf(projects);
    sources = Set.copyOf(sources);
    tasks = Set.copyOf(tasks);
    classifications = Set.copyOf(classifications);
  }
}
