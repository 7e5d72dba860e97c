package dev.signalbox.gateway.access;

import dev.signalbox.analytics.access.StoredKey;
import dev.signalbox.analytics.access.StoredSession;
import dev.signalbox.analytics.access.StoredUser;
import dev.signalbox.analytics.budget.Budget;
import dev.signalbox.gateway.limit.Limit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may do what, as it was stored at one moment. Immutable; replaced as a whole.
 *
 * @param keys the stored keys, the oldest first, ended ones too
 * @param callers who is known by a secret, by its hash; ended ones only until the next reading
 * @param users by name, those who were taken out too
 * @param sessions by hash
 */
public record AccessBook(
    List<StoredKey> keys,
    Map<String, Known> callers,
    Map<String, StoredUser> users,
    Map<String, StoredSession> sessions) {
  /** Nobody. */
  public static final AccessBook EMPTY = new AccessBook(List.of(), Map.of(), Map.of(), Map.of());

  /**
   * A caller that is known by a secret.
   *
   * @param untilMillis when the secret or the key ends; {@link Long#MAX_VALUE} for never
   */
  public record Known(Caller caller, long untilMillis) {}

  public AccessBook {
    keys = List.copyOf(keys);
    callers = Map.copyOf(callers);
    users = Map.copyOf(users);
    sessions = Map.copyOf(sessions);
  }

  /**
   * Whether there is or ever was a key or a person: then nobody comes in unknown any more. Keys of
   * virtual gateways, which open those alone, do not count.
   */
  public boolean isClosed() {
    return keys.stream().anyMatch(key -> !key.label().startsWith(Caller.GATEWAY))
        || !users.isEmpty();
  }

  /** What the keys bring to spend. */
  public List<Budget> budgets() {
    return callers.values().stream()
        .map(Known::caller)
        .distinct()
        .flatMap(caller -> caller.budgets().stream())
        .toList();
  }

  /** What the keys bring to be limited by. */
  public List<Limit> limits() {
    return callers.values().stream()
        .map(Known::caller)
        .distinct()
        .flatMap(caller -> caller.limits().of(caller.label()).stream())
        .toList();
  }

  /** The key with {@code id}, ended or not. */
  public Optional<StoredKey> key(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** The person of that name, if it may come in. */
  public Optional<StoredUser> user(String name) {
    return Optional.ofNullable(users.get(name)).filter(StoredUser::counts);
  }
}
