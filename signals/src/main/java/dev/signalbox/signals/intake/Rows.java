package dev.signalbox.signals.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the rows of signals. */
final class Rows {
  private final Means means;

  Rows(Means means) {
    this.means = means;
  }

  /** The rows of a signal that is about {@code answers}; its number is that of the first. */
  List<Entry.Said> applied(Submission of, List<Answer> answers) {
    return applied(of, answers, OptionalLong.empty());
  }

  /** The rows that follow when a signal that waited has found its answers. */
  List<Entry.Said> applied(Submission of, List<Answer> answers, OptionalLong waited) {
    List<Entry.Said> rows = new ArrayList<>(answers.size());
    OptionalLong signal = waited;
    for (int part = 0; part < answers.size(); part++) {
      Entry.Head head = head(signal, part);
      signal = OptionalLong.of(head.signal());
      Answer answer = answers.get(part);
      rows.add(
          new Entry.Said(
              head,
              State.APPLIED,
              Optional.empty(),
              of,
              Optional.of(answer),
              of.signal().value(part).isEmpty()
                  ? Optional.empty()
                  : answer.place().map(means.lessons()::predict)));
    }
    return rows;
  }

  /** The row of a signal that is not applied, with the number it has, if it has one. */
  Entry.Said other(Submission of, State state, Reason reason, OptionalLong signal) {
    return new Entry.Said(
        head(signal, 0), state, Optional.of(reason), of, Optional.empty(), Optional.empty());
  }

  /** The row that takes {@code signal} back. */
  Entry.Revoked revoked(long signal, String by, OptionalLong supersededBy) {
    return new Entry.Revoked(means.nextId(), means.nowMillis(), signal, by, supersededBy);
  }

  private Entry.Head head(OptionalLong signal, int part) {
    long id = means.nextId();
    return new Entry.Head(id, means.nowMillis(), signal.orElse(id), part);
  }
}
