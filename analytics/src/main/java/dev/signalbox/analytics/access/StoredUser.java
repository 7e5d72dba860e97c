package dev.signalbox.analytics.access;

/**
 * A person as it is stored.
 *
 * @param name unique
 * @param password PHC string; empty text for whoever comes from elsewhere only
 * @param origin issuer and subject of whoever comes from elsewhere; empty text for others
 * @param disabledMillis when it was taken out; 0 if it was not
 */
public record StoredUser(
    String name,
    String role,
    String password,
    String origin,
    long createdMillis,
    String createdBy,
    long disabledMillis) {
  /** Whether it may come in. */
  public boolean counts() {
    return disabledMillis == 0;
  }

  /** The same with another role and password. */
  public StoredUser with(String newRole, String newPassword) {
    return new StoredUser(
        name, newRole, newPassword, origin, createdMillis, createdBy, disabledMillis);
  }

  /** The same, taken out at {@code millis}. */
  public StoredUser disabledAt(long millis) {
    return new StoredUser(name, role, "", origin, createdMillis, createdBy, millis);
  }

  /** Without the password, of which a short one could be guessed from a digest. */
  String toText() {
    return String.join("\n", name, role, origin, Long.toString(disabledMillis));
  }

  @Override
  public String toString() {
    return "StoredUser[" + name + "]";
  }
}
