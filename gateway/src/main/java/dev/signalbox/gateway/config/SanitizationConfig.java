package dev.signalbox.gateway.config;

import dev.signalbox.gateway.guard.Action;
import dev.signalbox.gateway.guard.hook.HookStage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Scanning of prompts before they leave: {@code [sanitization]}.
 *
 * @param enabled whether prompts are scanned
 * @param scanCredentials whether keys, tokens and passwords are looked for
 * @param redactPii whether mail addresses, telephone and social security numbers are blacked out
 * @param complianceGate whether a finding refuses the request rather than being logged
 * @param more what goes beyond these four
 */
public record SanitizationConfig(
    boolean enabled,
    boolean scanCredentials,
    boolean redactPii,
    boolean complianceGate,
    More more) {

  /** The four switches alone. */
  public SanitizationConfig(
      boolean enabled, boolean scanCredentials, boolean redactPii, boolean complianceGate) {
    this(enabled, scanCredentials, redactPii, complianceGate, More.NONE);
  }

  /**
   * What goes beyond the switches.
   *
   * @param actions what is done about types, and about {@code credentials} and {@code pii}
   * @param allow values that are no finding: regular expressions of whole values
   */
  public record More(
      Map<String, Action> actions,
      boolean restore,
      boolean scanAnswers,
      List<String> allow,
      Optional<Secret> standInKey,
      List<Rule> rules,
      List<ForSome> overrides,
      List<Webhook> webhooks) {
    /** Nothing beyond the switches. */
    public static final More NONE =
        new More(
            Map.of(), false, false, List.of(), Optional.empty(), List.of(), List.of(), List.of());

    public More {
      actions = Map.copyOf(actions);
      allow = List.copyOf(allow);
      rules = List.copyOf(rules);
      overrides = List.copyOf(overrides);
      webhooks = List.copyOf(webhooks);
    }
  }

  /**
   * A rule of the operator.
   *
   * @param name how findings and stand-ins name it
   */
  public record Rule(String name, String pattern, Action action) {}

  /** What is different for some requests; an empty set fits all. */
  public record ForSome(
      String name,
      Set<String> keys,
      Set<String> apps,
      Set<String> projects,
      Optional<Boolean> enabled,
      Map<String, Action> actions,
      Optional<Boolean> restore,
      Optional<Boolean> scanAnswers) {
    public ForSome {
      keys = Set.copyOf(keys);
      apps = Set.copyOf(apps);
      projects = Set.copyOf(projects);
      actions = Map.copyOf(actions);
    }
  }

  /**
   * Somebody who is asked about prompts or answers.
   *
   * @param open whether they go on when it does not answer
   */
  public record Webhook(
      String name,
      HookStage stage,
      URI url,
      Duration timeout,
      boolean open,
      Optional<Secret> bearer) {}
}
