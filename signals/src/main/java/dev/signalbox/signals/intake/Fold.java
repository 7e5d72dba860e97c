package dev.signalbox.signals.intake;

import java.util.List;
import java.util.Optional;

/**
 * What the rows of one signal come to.
 *
 * @param rows in the order of their ids
 */
record Fold(List<Entry> rows) {
  /** What came in. */
  Optional<Entry.Said> first() {
    return said().stream().findFirst();
  }

  /** Its rows that are learnt from. */
  List<Entry.Said> applied() {
    return said().stream().filter(row -> row.state() == State.APPLIED).toList();
  }

  /** Whether it still counts, or will. */
  boolean holds() {
    List<Entry.Said> said = said();
    return !said.isEmpty()
        && said.getLast().state() != State.REJECTED
        && rows.stream().noneMatch(Entry.Revoked.class::isInstance);
  }

  /** What its sender is told now. */
  Optional<Receipt> receipt() {
    List<Entry.Said> said = said();
    return said.isEmpty() ? Optional.empty() : Optional.of(said.getLast().receipt());
  }

  private List<Entry.Said> said() {
    return rows.stream().filter(Entry.Said.class::isInstance).map(Entry.Said.class::cast).toList();
  }
}
