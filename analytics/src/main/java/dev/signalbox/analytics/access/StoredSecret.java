package dev.signalbox.analytics.access;

/**
 * What is kept of a secret that a key is known by.
 *
 * @param hash keyed, in hex
 * @param prefix its first characters
 * @param last4 its last characters
 * @param expiresMillis when it ends; 0 for never
 */
public record StoredSecret(
    String hash, String prefix, String last4, long createdMillis, long expiresMillis) {
  /** The same, ending at {@code millis} if not before. */
  public StoredSecret endingAt(long millis) {
    boolean sooner = expiresMillis != 0 && expiresMillis <= millis;
    return sooner ? this : new StoredSecret(hash, prefix, last4, createdMillis, millis);
  }

  /** Whether it counts at {@code millis}. */
  public boolean countsAt(long millis) {
    return expiresMillis == 0 || millis < expiresMillis;
  }
}
