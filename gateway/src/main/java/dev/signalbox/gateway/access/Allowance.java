package dev.signalbox.gateway.access;

import dev.signalbox.engine.policy.Permit;
import java.util.Set;

/**
 * What a caller may use; what is empty allows all.
 *
 * @param permit the models and providers
 * @param profiles ids of the profiles
 * @param doors names of endpoints such as {@code chat/completions}, or of API formats such as
 *     {@code anthropic}
 */
public record Allowance(Permit permit, Set<String> profiles, Set<String> doors) {
  /** Everything. */
  public static final Allowance ALL = new Allowance(Permit.ALL, Set.of(), Set.of());

  public Allowance {
    profiles = Set.copyOf(profiles);
    doors = Set.copyOf(doors);
  }

  /** Whether the profile may be asked for. */
  public boolean allowsProfile(String id) {
    return profiles.isEmpty() || profiles.contains(id);
  }

  /**
   * Whether a door may be used.
   *
   * @param endpoint its name
   * @param format id of the API format that is spoken there
   */
  public boolean allowsDoor(String endpoint, String format) {
    return doors.isEmpty() || doors.contains(endpoint) || doors.contains(format);
  }
}
