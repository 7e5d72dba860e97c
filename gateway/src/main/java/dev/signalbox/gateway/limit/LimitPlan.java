package dev.signalbox.gateway.limit;

import dev.signalbox.engine.naming.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The limits of a configuration. One that names its subject takes the place of one for each, of the
 * same scope.
 */
public record LimitPlan(List<Limit> limits) {
  /** No limits. */
  public static final LimitPlan NONE = new LimitPlan(List.of());

  public LimitPlan {
    limits = List.copyOf(limits);
  }

  /** A limit and the subject that a request counts for there. */
  record Entry(Limit limit, String subject) {
    /** That of a limit with one subject. */
    static Entry whole(Limit limit) {
      return new Entry(limit, limit.scope() == LimitScope.TOTAL ? "" : limit.subject());
    }
  }

  /** What {@code taker} counts for, whatever the model. */
  List<Entry> entriesOf(Taker taker) {
    return taker.own().map(this::with).orElse(this).entries(taker);
  }

  /**
   * The same with a limit that somebody brings: in the place of the one for each, figure by figure,
   * and not where the configuration names its subject.
   */
  LimitPlan with(Limit own) {
    if (isNamed(own.scope(), own.subject())) {
      return this;
    }
    Limit whole =
        limits.stream()
            .filter(limit -> limit.scope() == own.scope() && limit.subject().equals(Limit.EACH))
            .findFirst()
            .map(own::over)
            .orElse(own);
    return new LimitPlan(Stream.concat(limits.stream(), Stream.of(whole)).toList());
  }

  private List<Entry> entries(Taker taker) {
    if (limits.isEmpty()) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>(limits.size());
    for (Limit limit : limits) {
      Optional<String> subject = taker.in(limit.scope());
      if (subject.isPresent() && covers(limit, subject.get())) {
        entries.add(new Entry(limit, subject.get()));
      }
    }
    return entries;
  }

  /** What a call of {@code target} counts for. */
  List<Entry> entriesOf(Target target) {
    if (limits.isEmpty()) {
      return List.of();
    }
    String whole = target.toString();
    List<Entry> entries = new ArrayList<>();
    for (Limit limit : limits) {
      if (limit.scope() == LimitScope.MODEL) {
        if (limit.subject().equals(whole) || limit.subject().equals(target.model())) {
          entries.add(new Entry(limit, limit.subject()));
        } else if (limit.subject().equals(Limit.EACH)
            && !isNamed(LimitScope.MODEL, whole)
            && !isNamed(LimitScope.MODEL, target.model())) {
          entries.add(new Entry(limit, whole));
        }
      }
    }
    return entries;
  }

  /** Whether it is {@code limit} that {@code subject} is under. */
  private boolean covers(Limit limit, String subject) {
    return limit.scope() == LimitScope.TOTAL
        || limit.subject().equals(subject)
        || (limit.subject().equals(Limit.EACH) && !isNamed(limit.scope(), subject));
  }

  private boolean isNamed(LimitScope scope, String subject) {
    return limits.stream()
        .anyMatch(limit -> limit.scope() == scope && limit.subject().equals(subject));
  }
}
