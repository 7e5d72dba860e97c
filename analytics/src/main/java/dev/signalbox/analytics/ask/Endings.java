package dev.signalbox.analytics.ask;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sees that the conditions of a question can hold together. */
final class Endings {
  private static final Set<State> ENDS =
      Set.of(
          State.FAILED,
          State.ERROR,
          State.MITIGATED,
          State.SUCCESSFUL,
          State.FIRST_TRY,
          State.CLIENT_ERROR,
          State.CLIENT_CLOSED);

  /** What a row is one of at most. */
  private static final List<Set<State>> ONE_OF =
      List.of(
          ENDS,
          Set.of(State.DROPPED, State.ADAPTED),
          Set.of(State.REDACTED, State.BLOCKED),
          Set.of(State.CREDENTIAL, State.PERSONAL),
          Set.of(State.APPLIED, State.REJECTED, State.PENDING),
          Set.of(State.STREAMED, State.NOT_STREAMED));

  private Endings() {}

  /** Adds what goes without saying, and tells what cannot be. */
  static void check(Draft draft) {
    withoutFault(draft);
    ONE_OF.forEach(oneOf -> check(draft, oneOf));
  }

  /** What went well has no class of error: that is not one of them. */
  private static void withoutFault(Draft draft) {
    Map.of(Dimension.ERROR_CLASS, State.CLASSIFIED, Dimension.FAULT, State.FAULTY)
        .forEach(
            (group, state) -> {
              Filter filter = new Filter.Named(state);
              if (draft.groups.contains(group) && !draft.filters.contains(filter)) {
                draft.filters.add(filter);
              }
            });
  }

  /** A request ends in one way, and so on. */
  private static void check(Draft draft, Set<State> oneOf) {
    List<State> ends =
        draft.filters.stream()
            .filter(filter -> filter instanceof Filter.Named)
            .map(filter -> ((Filter.Named) filter).state())
            .filter(oneOf::contains)
            .distinct()
            .toList();
    if (ends.size() == 2 && ends.containsAll(List.of(State.FAILED, State.MITIGATED))) {
      draft.filters.remove(new Filter.Named(State.FAILED));
      draft.notes.add("failures that were mitigated are requests answered after a failed attempt");
    } else if (ends.size() > 1) {
      draft.problems.add(
          "nothing is both %s and %s".formatted(ends.get(0).title(), ends.get(1).title()));
    }
  }
}
