package dev.signalbox.gateway.protect;

import java.util.List;
import java.util.Set;

/** Whose requests have which priority: the first rule that fits counts, and else it is normal. */
public final class Priorities {
  private final Rule[] rules;

  /** Those of {@code rules}. */
  public Priorities(List<Rule> rules) {
    this.rules = rules.toArray(Rule[]::new);
  }

  /**
   * The priority of some requests. What is empty fits all.
   *
   * @param name for people
   * @param keys labels of callers' keys
   * @param apps names of apps
   */
  public record Rule(
      String name,
      Set<String> keys,
      Set<String> apps,
      Set<String> projects,
      Set<String> sources,
      Priority priority) {
    public Rule {
      keys = Set.copyOf(keys);
      apps = Set.copyOf(apps);
      projects = Set.copyOf(projects);
      sources = Set.copyOf(sources);
    }

    private boolean fits(String key, String app, String project, String source) {
      return fits(keys, key) && fits(apps, app) && fits(projects, project) && fits(sources, source);
    }

    private static boolean fits(Set<String> some, String name) {
      return some.isEmpty() || some.contains(name);
    }
  }

  /** The priority of a request of theirs; texts are empty where unknown. */
  public Priority of(String key, String app, String project, String source) {
    for (Rule rule : rules) {
      if (rule.fits(key, app, project, source)) {
        return rule.priority();
      }
    }
    return Priority.NORMAL;
  }
}
