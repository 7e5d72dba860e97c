package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.provider.auth.Credential;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one provider, used in turn; one that was refused sits out for a while, longer each
 * time until it works again, and one over its rate sits out for that model. A provider without keys
 * has its models sit out themselves. Guarded by its own monitor, held for a few instructions.
 */
public final class KeyRing {
  /** What a refused or exhausted key sits out first; twice as long each further time. */
  public static final Duration FIRST_BENCH = Duration.ofMinutes(1);

  /** Longest time a key sits out. */
  public static final Duration LONGEST_BENCH = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 6;

  /** Models that clients may name without end; those that are over are dropped first. */
  private static final int MOST_BENCHED_MODELS = 2_000;

  /** Stands for the key of a provider that needs none. */
  private static final Credential NONE = new Credential("", "");

  private final List<Credential> keys;
  private final Map<String, State> states = new HashMap<>();
  private final Map<Place, State> atModels = new LinkedHashMap<>();
  private int next;

  private record Place(String label, String model) {}

  /**
   * That a key sits out.
   *
   * @param strikes how often in a row
   */
  private record State(FaultClass why, long untilMillis, int strikes) {
    static final State NEVER = new State(FaultClass.LOCAL, Long.MIN_VALUE, 0);
  }

  /**
   * A key that sits out.
   *
   * @param model the model it sits out for; empty text for all
   * @param why what it met
   */
  public record Benched(String label, String model, FaultClass why, long untilMillis) {}

  /** A ring of {@code keys}; may be empty for servers that need none. */
  KeyRing(List<Credential> keys) {
    this.keys = keys.isEmpty() ? List.of(NONE) : List.copyOf(keys);
  }

  /** Which key to use. */
  public sealed interface Pick {
    /** This one; empty where none is needed. */
    record Use(Optional<Credential> key) implements Pick {}

    /** All of them sit out; {@code first} is back before the others. */
    record AllBenched(Benched first) implements Pick {}
  }

  /** The next key that may be used for {@code model} at {@code nowMillis}. */
  synchronized Pick take(String model, long nowMillis) {
    for (int i = 0; i < keys.size(); i++) {
      int place = (next + i) % keys.size();
      Credential key = keys.get(place);
      if (stateOf(key, model).untilMillis() <= nowMillis) {
        next = (place + 1) % keys.size();
        return new Pick.Use(key.equals(NONE) ? Optional.empty() : Optional.of(key));
      }
    }
    return new Pick.AllBenched(firstBack(model));
  }

  /** The key that may be used for {@code model} next; empty when one may at {@code nowMillis}. */
  public synchronized Optional<Benched> allBenched(String model, long nowMillis) {
    return Optional.of(firstBack(model)).filter(first -> first.untilMillis() > nowMillis);
  }

  /**
   * Lets {@code key} sit out as {@code fault} wants it; whether anything sits out that did not.
   * Keys that callers brought never do.
   */
  synchronized boolean bench(Optional<Credential> key, String model, Fault fault, long nowMillis) {
    Credential benched = key.orElse(NONE);
    if (!keys.contains(benched)) {
      return false;
    }
    return switch (fault.kind().bench()) {
      case NOTHING -> false;
      case KEY_AT_MODEL -> {
        long millis = Math.max(1, fault.problem().retryAfterSeconds().orElse(1)) * 1_000;
        benchAtModel(
            new Place(benched.label(), model),
            new State(fault.kind(), nowMillis + millis, 0),
            nowMillis);
        yield true;
      }
      case KEY -> {
        if (benched.equals(NONE)) {
          benchAtModel(
              new Place(benched.label(), model),
              new State(fault.kind(), nowMillis + FIRST_BENCH.toMillis(), 0),
              nowMillis);
        } else {
          benchAll(benched, fault.kind(), nowMillis);
        }
        yield true;
      }
    };
  }

  private void benchAll(Credential key, FaultClass why, long nowMillis) {
    State before = states.get(key.label());
    int strikes = before == null ? 0 : Math.min(MOST_DOUBLINGS, before.strikes() + 1);
    long millis = Math.min(LONGEST_BENCH.toMillis(), FIRST_BENCH.toMillis() << strikes);
    states.put(key.label(), new State(why, nowMillis + millis, strikes));
  }

  private void benchAtModel(Place place, State state, long nowMillis) {
    atModels.merge(place, state, KeyRing::later);
    if (atModels.size() > MOST_BENCHED_MODELS) {
      atModels.values().removeIf(each -> each.untilMillis() <= nowMillis);
      if (atModels.size() > MOST_BENCHED_MODELS) {
        atModels.remove(atModels.keySet().iterator().next());
      }
    }
  }

  private static State later(State first, State second) {
    return first.untilMillis() >= second.untilMillis() ? first : second;
  }

  /** Notes that {@code key} works. */
  synchronized void worked(Optional<Credential> key) {
    if (!states.isEmpty()) {
      states.remove(key.orElse(NONE).label());
    }
  }

  /** What sits out at {@code nowMillis}, each model at most once a key. */
  public synchronized List<Benched> benched(long nowMillis) {
    List<Benched> benched = new ArrayList<>();
    states.forEach(
        (label, state) -> {
          if (state.untilMillis() > nowMillis) {
            benched.add(new Benched(label, "", state.why(), state.untilMillis()));
          }
        });
    atModels.forEach(
        (place, state) -> {
          if (state.untilMillis() > nowMillis) {
            benched.add(
                new Benched(place.label(), place.model(), state.why(), state.untilMillis()));
          }
        });
    return benched;
  }

  /** Has every key back at once, as if it had never failed; what sat out at {@code nowMillis}. */
  public synchronized List<Benched> release(long nowMillis) {
    List<Benched> released = benched(nowMillis);
    states.clear();
    atModels.clear();
    return released;
  }

  private Benched firstBack(String model) {
    Credential first = keys.getFirst();
    for (Credential key : keys) {
      if (stateOf(key, model).untilMillis() < stateOf(first, model).untilMillis()) {
        first = key;
      }
    }
    State state = stateOf(first, model);
    return new Benched(first.label(), model, state.why(), state.untilMillis());
  }

  private State stateOf(Credential key, String model) {
    State all = states.getOrDefault(key.label(), State.NEVER);
    return atModels.isEmpty()
        ? all
        : later(all, atModels.getOrDefault(new Place(key.label(), model), State.NEVER));
  }
}
