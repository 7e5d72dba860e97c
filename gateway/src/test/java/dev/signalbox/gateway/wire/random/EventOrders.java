package dev.signalbox.gateway.wire.random;

import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One of the many legal orders in which a reply can stream: choices interleave, neighbouring tool
 * calls overlap and may stay open to the end, texts grow by pieces.
 */
public final class EventOrders {
  private final Random random;
  private final List<ReplyEvent> out = new ArrayList<>();

  /** Ends of calls that stay open until their choice stops. */
  private final List<ReplyEvent> late = new ArrayList<>();

  private EventOrders(Random random) {
    this.random = random;
  }

  /** The events of {@code reply} in an order drawn by {@code seed}. */
  public static List<ReplyEvent> of(Reply reply, long seed) {
    EventOrders orders = new EventOrders(new Random(seed));
    orders.write(reply);
    return orders.out;
  }

  private void write(Reply reply) {
    Map<Integer, Deque<ReplyEvent>> choices = new TreeMap<>();
    List<ReplyEvent> tail = new ArrayList<>();
    for (ReplyEvent event : unfolded(reply)) {
      int choice = choiceOf(event);
      if (event instanceof ReplyEvent.Started) {
        out.add(event);
      } else if (choice < 0) {
        tail.add(event);
      } else {
        choices.computeIfAbsent(choice, _ -> new ArrayDeque<>()).add(event);
      }
    }
    choices.replaceAll((_, events) -> new ArrayDeque<>(overlapped(reply, events)));
    List<Deque<ReplyEvent>> open = new ArrayList<>(choices.values());
    while (!open.isEmpty()) {
      int next = random.nextInt(open.size());
      pieces(open.get(next).remove());
      if (open.get(next).isEmpty()) {
        open.remove(next);
      }
    }
    out.addAll(tail);
  }

  private static List<ReplyEvent> unfolded(Reply reply) {
    List<ReplyEvent> events = new ArrayList<>();
    ReplyUnfold.unfold(reply, events::add);
    return events;
  }

  /** Lets runs of neighbouring calls overlap; everything else stays in its order. */
  private List<ReplyEvent> overlapped(Reply reply, Deque<ReplyEvent> events) {
    List<ReplyEvent> ordered = new ArrayList<>();
    Map<Integer, Deque<ReplyEvent>> run = new TreeMap<>();
    for (ReplyEvent event : events) {
      int part = partOf(event);
      if (event instanceof ReplyEvent.Stopped) {
        drain(run, ordered);
        ordered.addAll(late);
        late.clear();
        ordered.add(event);
      } else if (part >= 0 && isCall(reply, choiceOf(event), part)) {
        run.computeIfAbsent(part, _ -> new ArrayDeque<>()).add(event);
      } else {
        drain(run, ordered);
        ordered.add(event);
      }
    }
    drain(run, ordered);
    return ordered;
  }

  /** Parts still open in the order of their numbers, their later events in any order. */
  private void drain(Map<Integer, Deque<ReplyEvent>> run, List<ReplyEvent> ordered) {
    List<Deque<ReplyEvent>> unopened = new ArrayList<>(run.values());
    List<Deque<ReplyEvent>> open = new ArrayList<>();
    run.clear();
    while (!unopened.isEmpty() || !open.isEmpty()) {
      boolean opens = !unopened.isEmpty() && (open.isEmpty() || random.nextBoolean());
      Deque<ReplyEvent> next =
          opens ? unopened.removeFirst() : open.remove(random.nextInt(open.size()));
      ReplyEvent event = next.remove();
      boolean stays = event instanceof ReplyEvent.PartClosed && random.nextInt(4) == 0;
      (stays ? late : ordered).add(event);
      if (!next.isEmpty()) {
        open.add(next);
      }
    }
  }

  /** A delta as one or several. */
  private void pieces(ReplyEvent event) {
    if (!(event instanceof ReplyEvent.Delta(int choice, int part, String text))) {
      out.add(event);
      return;
    }
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(8));
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      out.add(new ReplyEvent.Delta(choice, part, text.substring(from, to)));
      from = to;
    }
  }

  private static boolean isCall(Reply reply, int choice, int part) {
    return reply.choices().get(choice).parts().get(part) instanceof Part.ToolCall;
  }

  private static int choiceOf(ReplyEvent event) {
    return switch (event) {
      case ReplyEvent.PartOpened(int choice, int _, Part _) -> choice;
      case ReplyEvent.Delta(int choice, int _, String _) -> choice;
      case ReplyEvent.Cited cited -> cited.choice();
      case ReplyEvent.Signed signed -> signed.choice();
      case ReplyEvent.LogProbs logProbs -> logProbs.choice();
      case ReplyEvent.Annotated annotated -> annotated.choice();
      case ReplyEvent.PartClosed(int choice, int _) -> choice;
      case ReplyEvent.Stopped stopped -> stopped.choice();
      case ReplyEvent.Started _,
          ReplyEvent.UsageReported _,
          ReplyEvent.ReplyAnnotated _,
          ReplyEvent.Failed _,
          ReplyEvent.Ended _,
          ReplyEvent.Unmapped _ ->
          -1;
    };
  }

  private static int partOf(ReplyEvent event) {
    return switch (event) {
      case ReplyEvent.PartOpened(int _, int part, Part _) -> part;
      case ReplyEvent.Delta(int _, int part, String _) -> part;
      case ReplyEvent.Cited cited -> cited.part();
      case ReplyEvent.Signed signed -> signed.part();
      case ReplyEvent.LogProbs logProbs -> logProbs.part();
      case ReplyEvent.Annotated annotated -> annotated.part();
      case ReplyEvent.PartClosed(int _, int part) -> part;
      case ReplyEvent.Stopped _,
          ReplyEvent.Started _,
          ReplyEvent.UsageReported _,
          ReplyEvent.ReplyAnnotated _,
          ReplyEvent.Failed _,
          ReplyEvent.Ended _,
          ReplyEvent.Unmapped _ ->
          -1;
    };
  }
}
