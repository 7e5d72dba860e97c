package dev.signalbox.gateway.demo;

import dev.signalbox.gateway.demo.Errand.Door;
import dev.signalbox.gateway.demo.Errand.Kind;
import dev.signalbox.gateway.demo.Team.Weighted;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The requests of the teams one after the other: the same for the same seed and hours. Used by one
 * thread at a time.
 */
final class Errands {
  private static final int MOST_OPEN = 12;
  private static final int GO_ON_PERCENT = 60;
  private static final int PERCENT = 100;
  private static final int MORNING = 6;
  private static final int EVENING = 22;
  private static final int NIGHT_FACTOR = 6;
  private static final String EMBEDDING = "text-embedding-3-small";
  private static final String UNKNOWN = "profile:premium";
  private static final String SMALL = "ollama-simulator/qwen3:8b";

  private final SplittableRandom random;
  private final Map<String, Deque<Errand>> open = new HashMap<>();
  private final String prefix;
  private long made;

  /**
   * Requests that follow from {@code seed}.
   *
   * @param prefix what the names of conversations begin with
   */
  Errands(long seed, String prefix) {
    this.random = new SplittableRandom(seed);
    this.prefix = prefix;
  }

  /**
   * The next request.
   *
   * @param hour of the day at which it is sent, from 0 to 23
   */
  Errand next(int hour) {
    made++;
    Team team = team(hour);
    Deque<Errand> conversations = open.computeIfAbsent(team.project(), _ -> new ArrayDeque<>());
    if (!conversations.isEmpty() && random.nextInt(PERCENT) < GO_ON_PERCENT) {
      return noted(goingOn(conversations.removeFirst()), conversations);
    }
    return noted(first(team), conversations);
  }

  /** Remembers a conversation that may go on. */
  private Errand noted(Errand errand, Deque<Errand> conversations) {
    boolean ends =
        errand.session().isEmpty()
            || errand.turn() + 1 >= errand.team().habits().turns()
            || random.nextInt(PERCENT) < PERCENT / errand.team().habits().turns();
    if (!ends && conversations.size() < MOST_OPEN) {
      conversations.addLast(errand);
    }
    return errand;
  }

  private Team team(int hour) {
    boolean night = hour < MORNING || hour >= EVENING;
    List<Weighted<Team>> teams =
        Teams.ALL.stream()
            .map(
                team ->
                    new Weighted<>(
                        team, team.share() * (night && team.habits().nightly() ? NIGHT_FACTOR : 1)))
            .toList();
    return pick(teams);
  }

  private Errand first(Team team) {
    Door door = pick(team.doors());
    boolean talks = team.habits().turns() > 1;
    Kind kind = kind(team, door);
    return new Errand(
        made,
        team,
        team.sources().get(random.nextInt(team.sources().size())),
        talks ? prefix + team.project() + "-" + made : "",
        0,
        random.nextInt(team.questions().size()),
        model(team, door, kind),
        team.tasks().get(random.nextInt(team.tasks().size())),
        door,
        streams(team, door, kind),
        kind,
        words(team));
  }

  private Errand goingOn(Errand before) {
    Kind kind = kind(before.team(), before.door());
    return new Errand(
        made,
        before.team(),
        before.source(),
        before.session(),
        before.turn() + 1,
        before.topic(),
        isRefused(kind) || isRefused(before.kind())
            ? model(before.team(), before.door(), kind)
            : before.model(),
        before.task(),
        before.door(),
        streams(before.team(), before.door(), kind),
        kind,
        words(before.team()));
  }

  private static boolean isRefused(Kind kind) {
    return kind == Kind.UNKNOWN_PROFILE || kind == Kind.TOO_LONG;
  }

  private String model(Team team, Door door, Kind kind) {
    String usual = pick(team.models());
    return switch (kind) {
      case UNKNOWN_PROFILE -> UNKNOWN;
      case TOO_LONG -> SMALL;
      default -> door == Door.EMBEDDINGS ? EMBEDDING : usual;
    };
  }

  private Kind kind(Team team, Door door) {
    int drawn = random.nextInt(PERCENT);
    if (door == Door.EMBEDDINGS) {
      return Kind.PLAIN;
    }
    for (Weighted<Kind> each : team.habits().kinds()) {
      drawn -= each.weight();
      if (drawn < 0) {
        return each.value();
      }
    }
    return Kind.PLAIN;
  }

  private boolean streams(Team team, Door door, Kind kind) {
    boolean drawn = random.nextInt(PERCENT) < team.habits().streamPercent();
    return door != Door.EMBEDDINGS && (drawn || kind == Kind.LEAVES);
  }

  private int words(Team team) {
    int usual = team.habits().words();
    return usual / 2 + random.nextInt(usual);
  }

  private <T> T pick(List<Weighted<T>> choices) {
    int sum = choices.stream().mapToInt(Weighted::weight).sum();
    int drawn = random.nextInt(sum);
    for (Weighted<T> each : choices) {
      drawn -= each.weight();
      if (drawn < 0) {
        return each.value();
      }
    }
    throw new IllegalStateException("weights are above 0");
  }
}
