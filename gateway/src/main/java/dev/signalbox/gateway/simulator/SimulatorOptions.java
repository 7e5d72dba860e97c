package dev.signalbox.gateway.simulator;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * How one simulator is set up.
 *
 * @param seed changes every answer
 * @param pace how fast it speaks
 * @param models ids that it lists; it answers to any other name too
 * @param acceptedKeys keys of which a request must show one, in the way of its protocol; none means
 *     that no key is asked for
 * @param clock gives the time of answers, in seconds; a fixed one makes answers repeat byte by byte
 * @param port to listen on at 127.0.0.1; 0 takes any free one
 * @param keptRequests most requests kept for {@link Simulator#received}, 0 or more
 * @param mishaps what goes wrong now and then; none means that nothing does unless it is asked for
 */
public record SimulatorOptions(
    long seed,
    Pace pace,
    List<String> models,
    Set<String> acceptedKeys,
    Clock clock,
    int port,
    int keptRequests,
    List<Mishap> mishaps) {
  /** The time of every answer of {@link #standard}: 2026-01-01, midnight UTC. */
  public static final Instant STANDARD_TIME = Instant.parse("2026-01-01T00:00:00Z");

  public SimulatorOptions {
    models = List.copyOf(models);
    acceptedKeys = Set.copyOf(acceptedKeys);
    mishaps = List.copyOf(mishaps);
    if (keptRequests < 0) {
      throw new IllegalArgumentException("keptRequests must not be negative");
    }
  }

  /** Seed 1, at once, one model {@code sim-mini}, no key asked for, time standing still. */
  public static SimulatorOptions standard() {
    return new SimulatorOptions(
        1,
        Pace.AT_ONCE,
        List.of("sim-mini"),
        Set.of(),
        Clock.fixed(STANDARD_TIME, ZoneOffset.UTC),
        0,
        1_000,
        List.of());
  }

  /** The same with another seed. */
  public SimulatorOptions withSeed(long newSeed) {
    return new SimulatorOptions(
        newSeed, pace, models, acceptedKeys, clock, port, keptRequests, mishaps);
  }

  /** The same at another pace. */
  public SimulatorOptions withPace(Pace newPace) {
    return new SimulatorOptions(
        seed, newPace, models, acceptedKeys, clock, port, keptRequests, mishaps);
  }

  /** The same with other listed models. */
  public SimulatorOptions withModels(List<String> newModels) {
    return new SimulatorOptions(
        seed, pace, newModels, acceptedKeys, clock, port, keptRequests, mishaps);
  }

  /** The same, asking for one of {@code newKeys}. */
  public SimulatorOptions withAcceptedKeys(Set<String> newKeys) {
    return new SimulatorOptions(seed, pace, models, newKeys, clock, port, keptRequests, mishaps);
  }

  /** The same with another clock. */
  public SimulatorOptions withClock(Clock newClock) {
    return new SimulatorOptions(
        seed, pace, models, acceptedKeys, newClock, port, keptRequests, mishaps);
  }

  /** The same, keeping another number of requests. */
  public SimulatorOptions withKeptRequests(int newKeptRequests) {
    return new SimulatorOptions(
        seed, pace, models, acceptedKeys, clock, port, newKeptRequests, mishaps);
  }

  /** The same with other mishaps. */
  public SimulatorOptions withMishaps(List<Mishap> newMishaps) {
    return new SimulatorOptions(
        seed, pace, models, acceptedKeys, clock, port, keptRequests, newMishaps);
  }
}
