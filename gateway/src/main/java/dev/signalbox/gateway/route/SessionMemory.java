package dev.signalbox.gateway.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.gateway.config.SessionsConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which deployment answered the last turn of a session, and how much of it is probably still in
 * that deployment's cache. Bounded; safe for use by several threads.
 */
public final class SessionMemory {
  private final Cache<Key, Turn> turns;
  private final SessionsConfig config;

  private record Key(String caller, String session) {}

  private record Turn(Target target, long promptTokens, Instant at) {}

  /** A memory that knows no session yet. */
  public SessionMemory(SessionsConfig config) {
    this(
        config,
        Caffeine.newBuilder()
            .maximumSize(config.max())
            .expireAfterWrite(config.remember())
            .build());
  }

  private SessionMemory(SessionsConfig config, Cache<Key, Turn> turns) {
    this.config = config;
    this.turns = turns;
  }

  /** The same sessions, remembered and tied as {@code changed} says. */
  public SessionMemory under(SessionsConfig changed) {
    turns.policy().eviction().orElseThrow().setMaximum(changed.max());
    turns.policy().expireAfterWrite().orElseThrow().setExpiresAfter(changed.remember());
    return new SessionMemory(changed, turns);
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
    boolean warm = Duration.between(last.at(), of.at()).compareTo(config.cached()) < 0;
    return new Question.Session(
        of.session(),
        Optional.of(last.target()),
        warm ? last.promptTokens() : 0,
        signed
            ? Optional.of(new Question.Pin(last.target().provider(), "reasoning", config.hardPin()))
            : Optional.empty());
  }

  /** Whose session it is, and when it is looked at. */
  record Of(String caller, String session, Instant at) {}
}
