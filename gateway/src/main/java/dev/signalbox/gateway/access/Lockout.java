package dev.signalbox.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Slows down whoever guesses passwords: after {@link #FREE} wrong ones for a name from an address,
 * each further one has to wait twice as long as the one before, up to {@link #LONGEST}; and one
 * address may be wrong for all names together only {@link #PER_ADDRESS} times as often. Used by all
 * event loops.
 */
public final class Lockout {
  /** Wrong passwords that nobody has to wait after. */
  static final int FREE = 5;

  /** Longest wait after a wrong password. */
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final int PER_ADDRESS = 10;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final int MOST = 20_000;

  private final Cache<String, Failures> failures =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(FORGOTTEN).build();

  private record Failures(int count, Instant next) {}

  /** How long {@code user} from {@code address} has to wait at {@code now}; empty if not at all. */
  public Optional<Duration> wait(String address, String user, Instant now) {
    Instant until = later(until(address + "\n" + user), until(address));
    return until.isAfter(now) ? Optional.of(Duration.between(now, until)) : Optional.empty();
  }

  private Instant until(String name) {
    Failures known = failures.getIfPresent(name);
    return known == null ? Instant.EPOCH : known.next();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Notes a wrong password. */
  public void wrong(String address, String user, Instant now) {
    count(address + "\n" + user, FREE, now);
    count(address, FREE * PER_ADDRESS, now);
  }

  private void count(String name, int free, Instant now) {
    failures
        .asMap()
        .compute(
            name,
            (_, before) -> {
              int count = before == null ? 1 : before.count() + 1;
              return new Failures(count, now.plus(waitAfter(count - free)));
            });
  }

  private static Duration waitAfter(int beyond) {
    if (beyond < 0) {
      return Duration.ZERO;
    }
    Duration wait = FIRST.multipliedBy(1L << Math.min(beyond, 20));
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  /** Notes the right password. */
  public void right(String address, String user) {
    failures.invalidate(address + "\n" + user);
  }
}
