package dev.signalbox.gateway.wire.codec;

import dev.signalbox.gateway.wire.model.ReplyEvent;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Puts the parts of one choice strictly one after another, for protocols whose blocks never
 * overlap: events of a part that opened while another is still open wait until that one is closed.
 * Other events pass at once, but {@code Stopped}, {@code Ended} and {@code Failed} first release
 * what waits. Used by one thread at a time.
 */
public final class PartSequencer {
  private final Consumer<ReplyEvent> out;
  private final Map<Integer, Queue<ReplyEvent>> waiting = new LinkedHashMap<>();
  private int current = -1;

  /** A sequencer that hands its events on to {@code out}. */
  public PartSequencer(Consumer<ReplyEvent> out) {
    this.out = out;
  }

  /** Takes the next event of the choice. */
  public void accept(ReplyEvent event) {
    switch (event) {
      case ReplyEvent.PartOpened opened -> open(opened);
      case ReplyEvent.Delta delta -> pass(delta.part(), event);
      case ReplyEvent.Cited cited -> pass(cited.part(), event);
      case ReplyEvent.Signed signed -> pass(signed.part(), event);
      case ReplyEvent.LogProbs logProbs -> pass(logProbs.part(), event);
      case ReplyEvent.Annotated annotated -> pass(annotated.part(), event);
      case ReplyEvent.PartClosed closed -> close(closed);
      case ReplyEvent.Stopped _, ReplyEvent.Ended _, ReplyEvent.Failed _ -> {
        drain();
        out.accept(event);
      }
      case ReplyEvent.Started _,
          ReplyEvent.UsageReported _,
          ReplyEvent.ReplyAnnotated _,
          ReplyEvent.Unmapped _ ->
          out.accept(event);
    }
  }

  private void open(ReplyEvent.PartOpened opened) {
    if (current < 0) {
      current = opened.part();
      out.accept(opened);
    } else {
      Queue<ReplyEvent> queue = new ArrayDeque<>();
      queue.add(opened);
      waiting.put(opened.part(), queue);
    }
  }

  private void pass(int part, ReplyEvent event) {
    Queue<ReplyEvent> queue = waiting.get(part);
    if (queue == null) {
      out.accept(event);
    } else {
      queue.add(event);
    }
  }

  private void close(ReplyEvent.PartClosed closed) {
    Queue<ReplyEvent> queue = waiting.get(closed.part());
    if (queue != null) {
      queue.add(closed);
      return;
    }
    out.accept(closed);
    current = -1;
    releaseNext();
  }

  /** Lets the first waiting part become the open one; parts already closed pass through whole. */
  private void releaseNext() {
    while (current < 0 && !waiting.isEmpty()) {
      Iterator<Map.Entry<Integer, Queue<ReplyEvent>>> first = waiting.entrySet().iterator();
      Map.Entry<Integer, Queue<ReplyEvent>> next = first.next();
      first.remove();
      current = next.getKey();
      for (ReplyEvent event : next.getValue()) {
        out.accept(event);
        if (event instanceof ReplyEvent.PartClosed) {
          current = -1;
        }
      }
    }
  }

  /** Closes what is still open, as the stream ends here. */
  private void drain() {
    while (current >= 0) {
      current = -1;
      releaseNext();
    }
  }
}
