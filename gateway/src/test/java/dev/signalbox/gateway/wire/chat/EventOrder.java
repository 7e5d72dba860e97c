package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order that {@link ReplyEvent} defines, as an assertion. */
final class EventOrder {
  private final Map<Integer, Map<Integer, Part>> open = new HashMap<>();
  private final Map<Integer, Integer> next = new HashMap<>();
  private final Set<Integer> stopped = new HashSet<>();
  private boolean started;
  private boolean ended;

  private EventOrder() {}

  static void check(List<ReplyEvent> events) {
    EventOrder order = new EventOrder();
    events.forEach(order::accept);
    assertThat(order.ended).as("ends with Ended or Failed").isTrue();
  }

  private void accept(ReplyEvent event) {
    assertThat(ended).as("nothing follows the end, but %s did", event).isFalse();
    switch (event) {
      case ReplyEvent.Started _ -> {
        assertThat(started).isFalse();
        started = true;
      }
      case ReplyEvent.PartOpened e -> opened(e);
      case ReplyEvent.Delta e -> inOpen(e.choice(), e.part());
      case ReplyEvent.Cited e -> inOpen(e.choice(), e.part());
      case ReplyEvent.Signed e -> inOpen(e.choice(), e.part());
      case ReplyEvent.LogProbs e -> inOpen(e.choice(), e.part());
      case ReplyEvent.Annotated e -> inOpen(e.choice(), e.part());
      case ReplyEvent.PartClosed e -> {
        inOpen(e.choice(), e.part());
        parts(e.choice()).remove(e.part());
      }
      case ReplyEvent.Stopped e -> {
        assertThat(started).isTrue();
        assertThat(parts(e.choice())).as("all parts are closed").isEmpty();
        assertThat(stopped.add(e.choice())).isTrue();
      }
      case ReplyEvent.UsageReported _, ReplyEvent.ReplyAnnotated _ -> assertThat(started).isTrue();
      case ReplyEvent.Ended _ -> {
        ended = true;
        assertThat(stopped).containsAll(open.keySet());
      }
      case ReplyEvent.Failed _ -> ended = true;
      case ReplyEvent.Unmapped _ -> {}
    }
  }

  private void opened(ReplyEvent.PartOpened event) {
    assertThat(started).isTrue();
    assertThat(stopped).doesNotContain(event.choice());
    assertThat(event.part()).isEqualTo(next.merge(event.choice(), 1, Integer::sum) - 1);
    if (!(event.opening() instanceof Part.ToolCall)) {
      assertThat(parts(event.choice()).values())
          .as("parts other than calls do not overlap")
          .allMatch(Part.ToolCall.class::isInstance);
    }
    parts(event.choice()).put(event.part(), event.opening());
  }

  private void inOpen(int choice, int part) {
    assertThat(parts(choice)).as("part %d of choice %d is open", part, choice).containsKey(part);
  }

  private Map<Integer, Part> parts(int choice) {
    return open.computeIfAbsent(choice, _ -> new HashMap<>());
  }
}
