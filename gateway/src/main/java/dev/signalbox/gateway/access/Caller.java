package dev.signalbox.gateway.access;

import dev.signalbox.analytics.budget.Budget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whoever sends a request, known by what it came with.
 *
 * @param label name in logs, records and pages, and owner of what is recorded; empty text when the
 *     gateway is open
 * @param id of the stored key or user; empty text for keys of the configuration file
 * @param role what it may do
 * @param project the project it belongs to; empty when the request's {@code x-project} says
 * @param providerKeys provider id or kind to a key that is used there instead of the gateway's own
 * @param allowance what it may use
 * @param limits what it may take
 * @param budgets what it may spend, beside the budgets of the configuration
 * @param strict whether translation with loss is refused unless the request says otherwise; empty:
 *     as the gateway does
 * @param expires when its key ends
 */
public record Caller(
    String label,
    String id,
    Role role,
    Optional<String> project,
    Map<String, String> providerKeys,
    Allowance allowance,
    KeyLimits limits,
    List<Budget> budgets,
    Optional<Boolean> strict,
    Optional<Instant> expires) {
  /** Everyone, when the gateway asks for no key. */
  public static final Caller ANYONE = of("", Role.ADMIN);

  public Caller {
    providerKeys = Map.copyOf(providerKeys);
    budgets = List.copyOf(budgets);
  }

  /** One who may use everything within its role. */
  public static Caller of(String label, Role role) {
    return new Caller(
        label,
        "",
        role,
        Optional.empty(),
        Map.of(),
        Allowance.ALL,
        KeyLimits.NONE,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same within a project, with its own keys for providers. */
  public Caller with(Optional<String> newProject, Map<String, String> newProviderKeys) {
    return new Caller(
        label, id, role, newProject, newProviderKeys, allowance, limits, budgets, strict, expires);
  }

  /** What the labels of the keys of virtual gateways begin with. */
  public static final String GATEWAY = "gateway/";

  /** Whether it comes with the key of a virtual gateway, which opens nothing else. */
  boolean isOfGateway() {
    return !id.isEmpty() && label.startsWith(GATEWAY);
  }

  /** Whether it may see what other callers did. */
  public boolean seesAll() {
    return role.includes(Role.VIEWER);
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "Caller[" + label + "]";
  }
}
