package dev.signalbox.engine.policy;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

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
    keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
    apps = Collections.unmodifiableSortedSet(new TreeSet<>(apps));
    projects = Collections.unmodifiableSortedSet(new TreeSet<>(projects));
    sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
    tasks = Collections.unmodifiableSortedSet(new TreeSet<>(tasks));
    classifications = Collections.unmodifiableSortedSet(new TreeSet<>(classifications));
  }
}
