package dev.signalbox.analytics.budget;

import java.util.List;

/** Whether a request may spend what it may cost. */
public sealed interface Verdict {
  /**
   * It may; {@code hold} is to be settled once it is over.
   *
   * @param warnings budgets that it is past the warning of
   */
  record Granted(Hold hold, List<Standing> warnings) implements Verdict {
    public Granted {
      warnings = List.copyOf(warnings);
    }
  }

  /** It may not: {@code standing} has not as much left. */
  record Refused(Standing standing) implements Verdict {}

  /** It may not, as nothing can be reserved while the database cannot be written. */
  record Unavailable(Budget budget) implements Verdict {}
}
