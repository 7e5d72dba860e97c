package dev.signalbox.gateway.protect;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** What the gateway asks beside providers, by name. Guarded by its own monitor. */
public final class Dependencies {
  private final Map<String, Dependency> all = new TreeMap<>();
  private final Clock clock;
  private final LongSupplier nanos;
  private OverloadSettings.Breaker breaker;

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

  /** The one that {@code kind} names; the same as before while its place and bounds are. */
  public synchronized Dependency of(Kind kind) {
    Dependency known = all.get(kind.name());
    if (known != null && known.isFor(kind, breaker)) {
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
  }

  /** How they stand. */
  synchronized List<Dependency.Report> reports() {
    return all.values().stream().map(Dependency::report).toList();
  }
}
