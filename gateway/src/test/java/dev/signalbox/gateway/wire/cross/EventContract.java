package dev.signalbox.gateway.wire.cross;

import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order that {@link ReplyEvent} promises. */
final class EventContract {
  private final List<String> out = new ArrayList<>();
  private final Map<Integer, Integer> opened = new HashMap<>();
  private final Map<Integer, Map<Integer, Part>> open = new HashMap<>();
  private final Set<Integer> stopped = new HashSet<>();
  private boolean started;
  private boolean ended;

  private EventContract() {}

  /** What of the order {@code events} break; empty when nothing. */
  static List<String> violations(List<ReplyEvent> events) {
    EventContract contract = new EventContract();
    events.forEach(contract::accept);
    contract.require(contract.ended, "neither Ended nor Failed");
    return contract.out;
  }

  private void accept(ReplyEvent event) {
    require(!ended, "something follows the end: " + event);
    switch (event) {
      case ReplyEvent.Started _ -> {
        require(!started, "started twice");
        started = true;
      }
      case ReplyEvent.PartOpened(int choice, int part, Part opening) -> open(choice, part, opening);
      case ReplyEvent.Delta(int choice, int part, String _) -> isOpen(choice, part, event);
      case ReplyEvent.Cited cited -> isOpen(cited.choice(), cited.part(), event);
      case ReplyEvent.Signed signed -> isOpen(signed.choice(), signed.part(), event);
      case ReplyEvent.LogProbs probs -> isOpen(probs.choice(), probs.part(), event);
      case ReplyEvent.Annotated annotated -> isOpen(annotated.choice(), annotated.part(), event);
      case ReplyEvent.PartClosed(int choice, int part) -> {
        isOpen(choice, part, event);
        openIn(choice).remove(part);
      }
      case ReplyEvent.Stopped stop -> {
        require(started, "stopped before the start");
        require(openIn(stop.choice()).isEmpty(), "stopped with open parts");
        require(stopped.add(stop.choice()), "stopped twice");
      }
      case ReplyEvent.Ended _ -> {
        require(started, "ended before the start");
        require(stopped.containsAll(opened.keySet()), "ended with choices not stopped");
        ended = true;
      }
      case ReplyEvent.Failed _ -> ended = true;
      case ReplyEvent.UsageReported _, ReplyEvent.ReplyAnnotated _ ->
          require(started, "told before the start: " + event);
      case ReplyEvent.Unmapped _ -> {}
    }
  }

  private void open(int choice, int part, Part opening) {
    require(started, "a part before the start");
    require(!stopped.contains(choice), "a part after the stop");
    int next = opened.merge(choice, 1, Integer::sum) - 1;
    require(part == next, "part %d opens as number %d".formatted(part, next));
    require(
        opening instanceof Part.ToolCall
            || openIn(choice).values().stream().allMatch(Part.ToolCall.class::isInstance),
        "parts overlap");
    openIn(choice).put(part, opening);
  }

  private void isOpen(int choice, int part, ReplyEvent event) {
    require(openIn(choice).containsKey(part), "part is not open: " + event);
  }

  private Map<Integer, Part> openIn(int choice) {
    return open.computeIfAbsent(choice, _ -> new HashMap<>());
  }

  private void require(boolean holds, String why) {
    if (!holds) {
      out.add(why);
    }
  }
}
