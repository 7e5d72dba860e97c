package dev.signalbox.gateway.wire.responses;

import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the order that the doc of {@link ReplyEvent} promises. */
final class EventOrder {
  private final Map<Integer, Boolean> open = new HashMap<>();
  private int next;
  private boolean started;
  private boolean stopped;
  private boolean over;

  private EventOrder() {}

  /** What breaks the order; empty when nothing does. */
  static List<String> complaints(List<ReplyEvent> events) {
    EventOrder order = new EventOrder();
    List<String> found = new ArrayList<>();
    for (ReplyEvent event : events) {
      if (!order.accepts(event)) {
        found.add("out of order: " + event);
      }
    }
    if (!order.over) {
      found.add("neither ended nor failed");
    }
    return found;
  }

  private boolean accepts(ReplyEvent event) {
    if (over) {
      return false;
    }
    return switch (event) {
      case ReplyEvent.Started _ -> {
        boolean first = !started;
        started = true;
        yield first;
      }
      case ReplyEvent.PartOpened(_, int part, Part opening) -> {
        boolean call = opening instanceof Part.ToolCall;
        boolean free = call || !open.containsValue(false);
        open.put(part, call);
        yield started && !stopped && part == next++ && free;
      }
      case ReplyEvent.Delta delta -> open.containsKey(delta.part());
      case ReplyEvent.Cited cited -> open.containsKey(cited.part());
      case ReplyEvent.Signed signed -> open.containsKey(signed.part());
      case ReplyEvent.LogProbs logProbs -> open.containsKey(logProbs.part());
      case ReplyEvent.Annotated annotated -> open.containsKey(annotated.part());
      case ReplyEvent.PartClosed closed -> open.remove(closed.part()) != null;
      case ReplyEvent.Stopped _ -> {
        boolean once = started && !stopped && open.isEmpty();
        stopped = true;
        yield once;
      }
      case ReplyEvent.UsageReported _, ReplyEvent.ReplyAnnotated _, ReplyEvent.Unmapped _ ->
          started;
      case ReplyEvent.Failed _ -> {
        over = true;
        yield true;
      }
      case ReplyEvent.Ended _ -> {
        over = true;
        yield stopped;
      }
    };
  }
}
