package dev.signalbox.analytics.access;

/**
 * A session of a person as it is stored.
 *
 * @param hash of its id, keyed, in hex
 * @param seenMillis when it was used last, to the minute
 * @param address where it was begun
 */
public record StoredSession(
    String hash, String user, long createdMillis, long seenMillis, String address) {}
