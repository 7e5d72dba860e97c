package dev.signalbox.signals.intake;

import dev.signalbox.signals.learning.Alarm;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Prediction;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A row of the ledger of signals; rows are only ever added. */
public sealed interface Entry {
  /** In the order they were made. */
  Comparator<Entry> BY_ID = Comparator.comparingLong(Entry::id);

  /** Number of the row; grows with time. */
  long id();

  /** When it was written, in milliseconds since 1970. */
  long atMillis();

  /**
   * What a signal says of one answer.
   *
   * @param head which signal it is a row of
   * @param answer what it is about, once that is known
   * @param before what was expected of the answer; empty where nothing is learnt from it
   */
  record Said(
      Head head,
      State state,
      Optional<Reason> reason,
      Submission of,
      Optional<Answer> answer,
      Optional<Prediction> before)
      implements Entry {
    @Override
    public long id() {
      return head.id();
    }

    @Override
    public long atMillis() {
      return head.atMillis();
    }

    /** What is learnt from it. */
    public Optional<Observation> observation() {
      OptionalDouble value = of.signal().value(head.part());
      if (state != State.APPLIED || value.isEmpty() || before.isEmpty()) {
        return Optional.empty();
      }
      return answer.flatMap(
          known ->
              known
                  .place()
                  .map(
                      place ->
                          new Observation(
                              head.id(),
                              known.decidedAtMillis(),
                              place,
                              of.signal().source(),
                              of.sender().label(),
                              value.getAsDouble(),
                              of.signal().weight())));
    }

    /** What its sender is told. */
    Receipt receipt() {
      return new Receipt(OptionalLong.of(head.signal()), state, reason);
    }
  }

  /**
   * Where a row of a signal stands.
   *
   * @param id of the row
   * @param signal of the signal: the id of its first row
   * @param part 0, or 1 for the worse of two answers
   */
  record Head(long id, long atMillis, long signal, int part) {}

  /**
   * A signal holds no more.
   *
   * @param by label of the key that took it back
   * @param supersededBy the signal that took its place
   */
  record Revoked(long id, long atMillis, long signal, String by, OptionalLong supersededBy)
      implements Entry {}

  /** A model was found to have got worse; the alarm has the id of the row. */
  record Raised(long id, long atMillis, Alarm alarm) implements Entry {}
}
