package dev.signalbox.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration that new requests are served under, and those that still have users. Guarded by
 * its own monitor but for {@link #isCurrent}, which reads one volatile reference.
 */
final class Lives {
  private final Map<Long, Integer> users = new HashMap<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private volatile Live current;

  /** Begins with {@code first}. */
  Lives(Live first) {
    first.begin().run();
    this.current = first;
  }

  /** The one that new requests are served under. */
  Live current() {
    return current;
  }

  /** Whether {@code live} is the one that new requests are served under. */
  boolean isCurrent(Live live) {
    return live.number() == current.number();
  }

  /** The current one for one more user, who gives it back. */
  synchronized Live take() {
    users.merge(current.number(), 1, Integer::sum);
    return current;
  }

  /** Ends the use of {@code live}; the last user of one that is not current ends it. */
  void giveBack(Live live) {
    left(live).ifPresent(Runnable::run);
  }

  private synchronized Optional<Runnable> left(Live live) {
    int rest = users.merge(live.number(), -1, Integer::sum);
    return ended(live, rest);
  }

  private Optional<Runnable> ended(Live live, int rest) {
    if (rest > 0) {
      return Optional.empty();
    }
    users.remove(live.number());
    return isCurrent(live) ? Optional.empty() : Optional.of(live.end());
  }

  /** Tells {@code listener}, on the thread that replaces, of every replacement. */
  synchronized void onReplaced(Runnable listener) {
    listeners.add(listener);
  }

  /** Serves new requests under {@code next}. */
  void replace(Live next) {
    next.begin().run();
    List<Runnable> told;
    Optional<Runnable> end;
    synchronized (this) {
      Live old = current;
      current = next;
      end = ended(old, users.getOrDefault(old.number(), 0));
      told = List.copyOf(listeners);
    }
    end.ifPresent(Runnable::run);
    told.forEach(Runnable::run);
  }
}
