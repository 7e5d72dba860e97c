package dev.signalbox.gateway.protect;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What the gateway asks beside providers, by name. Changes are guarded by its own monitor; whoever
 * asks what is known takes no lock.
 */
public final class Dependencies {
  private final ConcurrentMap<String, Dependency> all = new ConcurrentSkipListMap<>();
  private final Clock clock;
  private final LongSupplier nanos;
  private volatile OverloadSettings.Breaker breaker;

  Dependencies(OverloadSettings.Breaker breaker, Clock clock, LongSupplier nanos) {
    this.breaker = breaker;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * What is asked.
   *
   * @param name for people; unique
   * @param place tells it from another of the same name, which begins anew
   * @param slow time from which on an answer counts as none
   * @param answers which failures are answers all the same
   */
  public record Kind(String name, String place, Duration slow, Predicate<Throwable> answers) {}

  /** The one that {@code kind} names; the same as before while its place is. */
  public Dependency of(Kind kind) {
    Dependency known = all.get(kind.name());
    return known != null && known.is(kind) ? known : made(kind);
  }

  private synchronized Dependency made(Kind kind) {
    Dependency known = all.get(kind.name());
    if (known != null && known.is(kind)) {
      return known;
    }
    Dependency made = new Dependency(kind, breaker, clock, nanos);
    all.put(kind.name(), made);
    return made;
  }

  /** Forgets those whose name begins with {@code prefix}, but for {@code names}. */
  public synchronized void keep(String prefix, Set<String> names) {
    all.keySet().removeIf(name -> name.startsWith(prefix) && !names.contains(name));
  }

  synchronized void under(OverloadSettings.Breaker next) {
    breaker = next;
    all.values().forEach(each -> each.under(next));
  }

  /** How they stand. */
  List<Dependency.Report> reports() {
    return all.values().stream().map(Dependency::report).toList();
  }
}
