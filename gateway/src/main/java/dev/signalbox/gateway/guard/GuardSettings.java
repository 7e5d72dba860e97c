package dev.signalbox.gateway.guard;

import com.google.re2j.Pattern;
import dev.signalbox.gateway.guard.hook.Webhook;
import dev.signalbox.gateway.guard.scan.OwnRule;
import java.util.List;
import java.util.Set;

/**
 * How the guard behaves.
 *
 * @param policy what holds for everybody
 * @param overrides what holds for some; the first that fits counts
 * @param rules the operator's own
 * @param allowed values that are no finding, matched whole
 * @param standInKey what names of stand-ins are derived with
 * @param webhooks who else is asked about prompts and answers, in this order
 */
public record GuardSettings(
    GuardPolicy policy,
    List<ForSome> overrides,
    List<OwnRule> rules,
    List<Pattern> allowed,
    StandInKey standInKey,
    List<Webhook> webhooks) {
  public GuardSettings {
    overrides = List.copyOf(overrides);
    rules = List.copyOf(rules);
    allowed = List.copyOf(allowed);
    webhooks = List.copyOf(webhooks);
  }

  /**
   * What holds for some requests; an empty set fits all.
   *
   * @param keys labels of callers' keys
   */
  public record ForSome(
      Set<String> keys, Set<String> apps, Set<String> projects, GuardPolicy policy) {
    public ForSome {
      keys = Set.copyOf(keys);
      apps = Set.copyOf(apps);
      projects = Set.copyOf(projects);
    }

    boolean fits(Subject subject) {
      return fits(keys, subject.key())
          && fits(apps, subject.app())
          && fits(projects, subject.project());
    }

    private static boolean fits(Set<String> names, String name) {
      return names.isEmpty() || names.contains(name);
    }
  }
}
