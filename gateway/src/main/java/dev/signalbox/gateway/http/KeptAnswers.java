package dev.signalbox.gateway.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Answers by idempotency key, in memory: bounded in bytes and in time. Safe for use by all event
 * loops; the cache is concurrent, its values immutable.
 */
public final class KeptAnswers {
  /** Longest time an answer is kept. */
  public static final Duration LONGEST = Duration.ofDays(7);

  private static final long MOST_BYTES = 64L << 20;
  private static final int OVERHEAD_BYTES = 512;

  private final Cache<Name, Entry> entries =
      Caffeine.newBuilder()
          .expireAfterWrite(LONGEST)
          .maximumWeight(MOST_BYTES)
          .weigher((Name _, Entry entry) -> entry.bytes())
          .build();

  /**
   * What an answer is kept under.
   *
   * @param caller who asked: nobody else is told
   * @param place mount and path it was asked at
   * @param key {@code idempotency-key}
   */
  record Name(String caller, String place, String key) {}

  /** What is known of a key. */
  sealed interface Entry {
    /** The body it came with first. */
    Digest of();

    int bytes();
  }

  /** SHA-256 of a body. */
  static final class Digest {
    private final byte[] bytes;

    Digest(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  /**
   * Its request is under way.
   *
   * @param request our id of that request
   */
  record Running(Digest of, String request) implements Entry {
    @Override
    public int bytes() {
      return OVERHEAD_BYTES;
    }
  }

  /**
   * Its answer, without what only the first client may see of it.
   *
   * @param model the model that was asked for
   * @param until milliseconds since 1970 at which it is forgotten
   */
  record Kept(Digest of, AnswerCopy answer, String model, long until) implements Entry {
    @Override
    public int bytes() {
      return OVERHEAD_BYTES + answer.length();
    }
  }

  /** Takes {@code running} for {@code name}; what is there already, if anything is. */
  Optional<Entry> begin(Name name, Running running, long nowMillis) {
    Entry before =
        entries
            .asMap()
            .compute(
                name,
                (_, there) ->
                    there == null || (there instanceof Kept kept && kept.until() <= nowMillis)
                        ? running
                        : there);
    return before.equals(running) ? Optional.empty() : Optional.of(before);
  }

  /** Ends {@code running} with an answer to keep, or with none, unless it has ended before. */
  void end(Name name, Running running, Optional<Kept> kept) {
    entries
        .asMap()
        .computeIfPresent(name, (_, there) -> there.equals(running) ? kept.orElse(null) : there);
  }
}
