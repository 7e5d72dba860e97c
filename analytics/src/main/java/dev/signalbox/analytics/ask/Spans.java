package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.ask.Piece.Role;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** Finds out which times a question is about, and what is compared. */
final class Spans {
  private final Draft draft;
  private final ZonedDateTime now;

  private Spans(Draft draft, ZonedDateTime now) {
    this.draft = draft;
    this.now = now;
  }

  /** The time that is asked about, and one to compare it with. */
  record Found(TimeRange range, Optional<TimeRange> compared) {}

  static Found find(Draft draft, ZonedDateTime now) {
    return new Spans(draft, now).find();
  }

  private Found find() {
    List<TimeRange> named = draft.ranges;
    boolean comparing = draft.has(Role.COMPARED) || draft.has(Role.BEFORE);
    if (named.isEmpty()) {
      boolean names =
          draft.filters.stream()
              .anyMatch(f -> f instanceof Filter.Value v && v.values().size() > 1);
      if (draft.has(Role.COMPARED) && names) {
        compareNames();
      } else if (comparing) {
        draft.problems.add("say which times are compared, such as `this week vs last week`");
      }
      draft.notes.add("no time was named, so everything that is stored counts");
      return new Found(TimeRange.ALL, Optional.empty());
    }
    TimeRange range = named.getFirst();
    if (named.size() == 1) {
      if (!comparing || (draft.has(Role.COMPARED) && compareNames())) {
        return new Found(range, Optional.empty());
      }
      Optional<TimeRange> before = range.before(now.getZone());
      if (before.isEmpty()) {
        draft.problems.add("there is nothing before `" + range.title() + "` to compare it with");
      }
      return new Found(range, before);
    }
    if (named.size() > 2 || (!comparing && !draft.has(Role.AND))) {
      draft.problems.add("it is unclear which of several times counts");
      return new Found(range, Optional.empty());
    }
    TimeRange second = named.get(1);
    return new Found(
        range,
        second.from().equals(range.from()) ? range.before(now.getZone()) : Optional.of(second));
  }

  /** "gpt-5 vs gpt-5-mini": one row for each name. */
  private boolean compareNames() {
    for (Filter filter : draft.filters) {
      if (filter instanceof Filter.Value(Dimension dimension, var values, boolean without)
          && values.size() > 1
          && !without) {
        draft.groups.add(dimension);
        return true;
      }
    }
    return false;
  }
}
