package dev.signalbox.gateway.wire.responses;

import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Numbers the parts of one streamed answer and keeps their order: a part that is no call closes the
 * open one before it. Used by one thread at a time.
 */
final class StreamParts {
  private static final int NONE = -1;

  private final Set<Integer> openCalls = new HashSet<>();
  private ResponseFields.Seen seen = new ResponseFields.Seen(false, false);
  private Consumer<ReplyEvent> out = _ -> {};
  private int next;
  private int openOther = NONE;

  /** Where events go until the next call of this method. */
  void to(Consumer<ReplyEvent> newOut) {
    out = newOut;
  }

  /** Opens a part and returns its number. */
  int open(Part opening) {
    int part = next++;
    if (opening instanceof Part.ToolCall) {
      openCalls.add(part);
    } else {
      closeOther();
      openOther = part;
    }
    seen = seen.and(opening);
    out.accept(new ReplyEvent.PartOpened(0, part, opening));
    return part;
  }

  /** Opens and closes a part that comes whole. */
  void whole(Part part) {
    close(open(part));
  }

  boolean isOpen(int part) {
    return part >= 0 && (part == openOther || openCalls.contains(part));
  }

  void close(int part) {
    if (!isOpen(part)) {
      return;
    }
    if (part == openOther) {
      openOther = NONE;
    } else {
      openCalls.remove(part);
    }
    out.accept(new ReplyEvent.PartClosed(0, part));
  }

  void closeAll() {
    closeOther();
    openCalls.stream().sorted().toList().forEach(this::close);
  }

  private void closeOther() {
    if (openOther != NONE) {
      close(openOther);
    }
  }

  void delta(int part, String text) {
    if (!text.isEmpty()) {
      out.accept(new ReplyEvent.Delta(0, part, text));
    }
  }

  /** Hands on any other event. */
  void emit(ReplyEvent event) {
    out.accept(event);
  }

  /** How many parts were opened. */
  int count() {
    return next;
  }

  /** What kinds of parts were opened. */
  ResponseFields.Seen seen() {
    return seen;
  }
}
