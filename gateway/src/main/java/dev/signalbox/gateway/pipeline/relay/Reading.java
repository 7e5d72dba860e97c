package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.Optional;
import java.util.Set;

/**
 * What is read of an answer beside its way to the client: why it ended, and all of it where
 * somebody asks for its shape. Used by one thread at a time.
 */
public final class Reading {
  /** Most characters of an answer that are kept; one with more is not read. */
  static final int MOST_CHARACTERS = 1024 * 1024;

  private Set<StopReason> stops = Set.of();
  private Optional<ReplyFold> fold;
  private Optional<Reply> whole = Optional.empty();
  private final boolean all;
  private long characters;

  /** Of an answer that is read whole if {@code all} is said. */
  public Reading(boolean all) {
    this.all = all;
    this.fold = all ? Optional.of(new ReplyFold()) : Optional.empty();
  }

  /** Whether the answer is read whole. */
  public boolean all() {
    return all;
  }

  /** Takes the next event of a stream. */
  void accept(ReplyEvent event) {
    switch (event) {
      case ReplyEvent.Stopped(_, var stop, _, _) -> stopped(Set.of(stop));
      case ReplyEvent.PartOpened(_, _, Part.Refusal _) -> stopped(Set.of(StopReason.REFUSAL));
      case ReplyEvent.Delta(_, _, var text) -> characters += text.length();
      default -> {}
    }
    if (characters > MOST_CHARACTERS) {
      fold = Optional.empty();
    }
    fold.ifPresent(into -> into.accept(event));
  }

  /** Takes an answer that came whole. */
  void whole(Reply reply) {
    for (var choice : reply.choices()) {
      stopped(Set.of(choice.stop()));
      for (Part part : choice.parts()) {
        if (part instanceof Part.Refusal) {
          stopped(Set.of(StopReason.REFUSAL));
        }
      }
    }
    whole = Optional.of(reply).filter(_ -> all);
  }

  /** Takes why choices ended. */
  void stopped(Set<StopReason> more) {
    for (StopReason stop : more) {
      stops = stops.contains(stop) ? stops : ReplyWatch.with(stops, stop);
    }
  }

  /** Why the choices of the answer ended; a refusal too when they did not say so. */
  public Set<StopReason> stops() {
    return stops;
  }

  /** The whole answer; empty when it was not read. */
  public Optional<Reply> reply() {
    return whole.or(() -> fold.map(ReplyFold::toReply));
  }
}
