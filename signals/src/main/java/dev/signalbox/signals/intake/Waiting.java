package dev.signalbox.signals.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The signals whose answers are not known yet. Each is looked for again after half a second, then
 * ever more seldom: every five seconds for five minutes, and once a minute from then on. Confined
 * to one thread.
 */
final class Waiting {
  /** Most that wait at once. */
  static final int MOST = 10_000;

  /** How long one waits at most. */
  static final long LONGEST_MILLIS = 24 * 3_600_000L;

  /** Most that are looked for at once. */
  private static final int STEP = 1_000;

  private static final long FIRST_PAUSE_MILLIS = 500;

  /** Longest pause at first, and later. */
  private static final long SHORT_PAUSE_MILLIS = 5_000;

  private static final long LONG_PAUSE_MILLIS = 60_000;
  private static final long SHORTLY_MILLIS = 300_000;

  private final Map<Long, Open> open = new HashMap<>();

  /** One that waits. */
  private record Open(Entry.Said said, long dueMillis, long pauseMillis) {
    Open after(long nowMillis) {
      boolean young = nowMillis - said.atMillis() < SHORTLY_MILLIS;
      long pause = Math.min(young ? SHORT_PAUSE_MILLIS : LONG_PAUSE_MILLIS, 2 * pauseMillis);
      return new Open(said, nowMillis + pause, pause);
    }
  }

  /** Whether there is room for one beside {@code others} that are about to wait. */
  boolean hasRoom(int others) {
    return open.size() + others < MOST;
  }

  void add(Entry.Said said) {
    if (hasRoom(0)) {
      open.putIfAbsent(
          said.head().signal(),
          new Open(said, said.atMillis() + FIRST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS));
    }
  }

  void remove(long signal) {
    open.remove(signal);
  }

  /** What is to be looked for at {@code nowMillis}; that counts as done. */
  List<Entry.Said> due(long nowMillis) {
    List<Open> due =
        open.values().stream().filter(each -> each.dueMillis() <= nowMillis).limit(STEP).toList();
    due.forEach(each -> open.put(each.said().head().signal(), each.after(nowMillis)));
    return due.stream().map(Open::said).toList();
  }

  /** The rows for those of {@code due} that need wait no longer. */
  static List<Entry.Said> ended(Collection<Entry.Said> due, Means means, Rows rows) {
    Found found = Found.of(due.stream().map(Entry.Said::of).toList(), means.answers());
    return due.stream()
        .flatMap(said -> ended(said, found, means.nowMillis(), rows).stream())
        .toList();
  }

  private static List<Entry.Said> ended(Entry.Said said, Found found, long nowMillis, Rows rows) {
    OptionalLong signal = OptionalLong.of(said.head().signal());
    return switch (found.subjectsOf(said.of(), said.atMillis())) {
      case Found.Subjects.Known(var answers) -> rows.applied(said.of(), answers, signal);
      case Found.Subjects.Refused(var reason) ->
          List.of(rows.other(said.of(), State.REJECTED, reason, signal));
      case Found.Subjects.Unknown _ ->
          Optional.of(rows)
              .filter(_ -> nowMillis - said.atMillis() >= LONGEST_MILLIS)
              .map(it -> it.other(said.of(), State.REJECTED, Reason.EXPIRED, signal))
              .stream()
              .toList();
    };
  }
}
