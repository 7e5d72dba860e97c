package dev.signalbox.gateway.access;

import java.time.Instant;

/**
 * A session that counts.
 *
 * @param hash of its id
 * @param user who it is of
 * @param role what that one may do now
 * @param expires when it ends however much it is used
 */
public record Session(String hash, String user, Role role, Instant expires) {
  private static final String PREFIX = "user:";

  /** Who sends its requests. */
  public Caller caller() {
    return Caller.of(label(user), role);
  }

  /** Name of a person in logs and in the audit trail. */
  public static String label(String user) {
    return PREFIX + user;
  }
}
