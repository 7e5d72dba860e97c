package dev.signalbox.gateway.access;

import dev.signalbox.analytics.access.AccessStore;
import dev.signalbox.analytics.access.StoredKey;
import dev.signalbox.analytics.access.StoredSecret;
import dev.signalbox.analytics.access.StoredSession;
import dev.signalbox.analytics.access.StoredUser;
import dev.signalbox.analytics.node.SharedPart;
import dev.signalbox.gateway.vault.Vault;
import dev.signalbox.gateway.vault.VaultException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is stored of access, held in memory. Readers take the current book by one volatile read;
 * {@link #refresh} replaces it under the monitor of this object.
 */
public final class AccessState {
  private static final Logger log = LoggerFactory.getLogger(AccessState.class);

  private final AccessStore store;
  private final Vault vault;
  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private long keysVersion = -1;
  private long peopleVersion = -1;
  private volatile AccessBook book = AccessBook.EMPTY;

  /** What {@code store} has, with the secrets that {@code vault} sealed; not read yet. */
  public AccessState(AccessStore store, Vault vault) {
    this.store = store;
    this.vault = vault;
  }

  /** What is known now. */
  public AccessBook book() {
    return book;
  }

  /** Reads what has changed since it was read last, here or in another process; blocks. */
  public synchronized void refresh() {
    Map<SharedPart, Long> versions = store.versions();
    long keys = versions.getOrDefault(SharedPart.KEYS, 0L);
    long people = versions.getOrDefault(SharedPart.PEOPLE, 0L);
    AccessBook next = book;
    if (keys != keysVersion) {
      List<StoredKey> all = store.keys().all();
      next = new AccessBook(all, callersOf(all), next.users(), next.sessions());
    }
    if (people != peopleVersion) {
      next = withPeople(next);
    }
    book = next;
    keysVersion = keys;
    peopleVersion = people;
  }

  private AccessBook withPeople(AccessBook before) {
    return new AccessBook(
        before.keys(),
        before.callers(),
        store.people().all().stream()
            .collect(Collectors.toMap(StoredUser::name, Function.identity())),
        store.people().sessions().stream()
            .collect(Collectors.toMap(StoredSession::hash, Function.identity())));
  }

  private Map<String, AccessBook.Known> callersOf(List<StoredKey> keys) {
    Map<String, AccessBook.Known> callers = new HashMap<>();
    for (StoredKey key : keys) {
      if (key.revokedMillis() == 0) {
        callerOf(key)
            .ifPresent(
                caller ->
                    key.secrets()
                        .forEach(secret -> callers.put(secret.hash(), known(caller, key, secret))));
      }
    }
    return callers;
  }

  private static AccessBook.Known known(Caller caller, StoredKey key, StoredSecret secret) {
    return new AccessBook.Known(
        caller,
        Stream.of(key.expiresMillis(), secret.expiresMillis())
            .filter(millis -> millis > 0)
            .min(Long::compare)
            .orElse(Long.MAX_VALUE));
  }

  /** A key that cannot be understood lets nobody in, and is no reason to keep others out. */
  private Optional<Caller> callerOf(StoredKey key) {
    try {
      return Optional.of(StoredCallers.of(key, vault));
    } catch (IllegalArgumentException | VaultException e) {
      log.error("the stored key `{}` cannot be used: {}", key.label(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Notes that the session with {@code hash} was used. */
  void used(String hash, long atMillis) {
    seen.merge(hash, atMillis, Math::max);
  }

  /** When the session was used last, as far as is known here. */
  long lastUsed(StoredSession session) {
    return Math.max(session.seenMillis(), seen.getOrDefault(session.hash(), 0L));
  }

  /** Stores when sessions were used, takes out those that are over, and reads all anew; blocks. */
  public void tidy(long beganBefore, long unusedSince) {
    Map<String, Long> noted = Map.copyOf(seen);
    store.people().seen(noted, beganBefore, unusedSince).join();
    noted.forEach(seen::remove);
    synchronized (this) {
      book = withPeople(book);
    }
  }

  /** Where it is stored. */
  public AccessStore store() {
    return store;
  }
}
