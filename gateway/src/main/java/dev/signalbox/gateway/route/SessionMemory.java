package dev.signalbox.gateway.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which deployment answered the last turn of a session, and how much of it is probably still in
 * that deployment's cache. Bounded; safe for use by several threads.
 */
public final class SessionMemory {
  /** How long providers keep a prompt's prefix cached when nobody reads it. */
  private static final Duration CACHE_LIFE = Duration.ofMinutes(5);

  private final Cache<Key, Turn> turns;
  private final boolean hard;

  private record Key(String caller, String session) {}

  private record Turn(Target target, long promptTokens, Instant at) {}

  /**
   * A memory of at most {@code most} sessions.
   *
   * @param kept how long after its last turn a session is remembered
   * @param hard whether a conversation that only its provider can read stays there in any case
   */
  public SessionMemory(Duration kept, long most, boolean hard) {
    this.turns = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(kept).build();
    this.hard = hard;
  }

  /** Notes who answered a turn of {@code promptTokens}. */
  void answered(Of of, Target target, long promptTokens) {
    if (!of.session().isEmpty()) {
      turns.put(new Key(of.caller(), of.session()), new Turn(target, promptTokens, of.at()));
    }
  }

  /** What ties a request to the turn before it. */
  Question.Session tieOf(Of of, boolean signed) {
    if (of.session().isEmpty()) {
      return Question.Session.NONE;
    }
    Turn last = turns.getIfPresent(new Key(of.caller(), of.session()));
    if (last == null) {
      return new Question.Session(of.session(), Optional.empty(), 0, Optional.empty());
    }
    boolean warm = Duration.between(last.at(), of.at()).compareTo(CACHE_LIFE) < 0;
    return new Question.Session(
        of.session(),
        Optional.of(last.target()),
        warm ? last.promptTokens() : 0,
        signed
            ? Optional.of(new Question.Pin(last.target().provider(), "reasoning", hard))
            : Optional.empty());
  }

  /** Whose session it is, and when it is looked at. */
  record Of(String caller, String session, Instant at) {}
}
