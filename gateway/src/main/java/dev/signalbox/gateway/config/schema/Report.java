package dev.signalbox.gateway.config.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a configuration while it is read, so that all is told at once. */
public final class Report {
  /** Problems kept at most; a file with more is not worth reading on. */
  static final int MOST_PROBLEMS = 1_000;

  private final List<ConfigProblem> problems = new ArrayList<>();

  /** Notes that the value at {@code place} is wrong; {@code rest} goes on after key and place. */
  public void wrong(Place place, String rest) {
    say(place, "`" + place.path() + "`" + place.at() + " " + rest);
  }

  /** Notes a whole sentence about {@code place}. */
  public void say(Place place, String message) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new ConfigProblem(place, message));
    }
  }

  /** Whether nothing was wrong so far. */
  public boolean isClean() {
    return problems.isEmpty();
  }

  int count() {
    return problems.size();
  }

  /** What was found, by line; what has no line comes last. */
  public List<ConfigProblem> problems() {
    return problems.stream()
        .sorted(
            Comparator.comparingInt(
                problem -> problem.place().line() > 0 ? problem.place().line() : Integer.MAX_VALUE))
        .toList();
  }
}
