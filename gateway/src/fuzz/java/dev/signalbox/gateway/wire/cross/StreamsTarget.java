package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.fuzz.Input;
import dev.signalbox.gateway.fuzz.Require;
import dev.signalbox.gateway.fuzz.Target;
import dev.signalbox.gateway.fuzz.Trees;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Streamed answers of providers: whatever comes, the events that are made of it keep their order,
 * and every client gets a stream that keeps the rules of its API, or one that says that it failed
 * and never that it is whole. Choices: format, bytes or documents.
 */
public final class StreamsTarget implements Target {
  private static final int MOST_EVENTS = 200;

  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));
  private final List<ApiFormat> all = new ArrayList<>(formats.all());

  @Override
  public void accept(byte[] input) {
    Input in = new Input(input);
    ApiFormat from = all.get(in.below(all.size()));
    List<SseEvent> events = in.below(2) == 1 ? events(in) : Upstream.events(in.rest());
    ProviderFormat format = formats.provider(from);
    watched(format, events);
    Upstream upstream = Upstream.streamed(format, events);
    upstream.reply().usage().ifPresent(AnswersTarget::counted);
    Require.same(List.of(), EventContract.violations(upstream.events()), "the order of the events");
    for (Protocol to : Protocol.values()) {
      delivered(upstream, to);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return Samples.streams(format -> String.valueOf(all.indexOf(format)));
  }

  /** Each document is an event: its data, or a list of its name and its data. */
  private static List<SseEvent> events(Input in) {
    List<SseEvent> events = new ArrayList<>();
    while (in.hasMore() && events.size() < MOST_EVENTS) {
      JsonNode event = Trees.read(in);
      JsonNode data = event.isArray() ? event.path(1) : event;
      String name = event.isArray() ? event.path(0).asText("") : "";
      events.add(new SseEvent(name, data.isTextual() ? data.textValue() : StrictJson.toText(data)));
    }
    return events;
  }

  private static void watched(ProviderFormat format, List<SseEvent> events) {
    ReplyWatch watch = format.watch();
    events.forEach(watch::accept);
    watch.usage().ifPresent(AnswersTarget::counted);
  }

  private void delivered(Upstream upstream, Protocol to) {
    byte[] bytes = new Delivery(formats.client(to)).bytes(upstream.events(), true, new Losses());
    List<SseEvent> events = Upstream.events(bytes);
    if (upstream.problem().isEmpty()) {
      ruled(upstream, to, events);
    } else {
      Require.that(
          events.stream().noneMatch(event -> saysWhole(event, to)),
          () -> "a failed stream for %s that says it is whole: %s".formatted(to, events));
    }
    if (to == Protocol.GEMINI && upstream.problem().isEmpty()) {
      StrictJson.parse(
          new Delivery(formats.client(to)).bytes(upstream.events(), false, new Losses()));
    }
  }

  /** What only its own API knows passes to the clients of that, whatever it is. */
  static void ruled(Upstream upstream, Protocol to, List<SseEvent> events) {
    boolean foreign =
        upstream.events().stream()
            .anyMatch(
                event ->
                    (event instanceof ReplyEvent.Unmapped unmapped && unmapped.origin() == to)
                        || (event instanceof ReplyEvent.PartOpened(_, _, Part.Opaque opaque)
                            && opaque.origin() == to));
    boolean empty = upstream.reply().choices().isEmpty(); // what there is nothing to say of
    if (!foreign && !empty) {
      Require.same(List.of(), StreamRules.of(to).violations(events), "a stream for " + to);
    }
  }

  private static boolean saysWhole(SseEvent event, Protocol to) {
    return switch (to) {
      case CHAT -> event.data().equals("[DONE]");
      case RESPONSES -> Set.of("response.completed", "response.incomplete").contains(event.name());
      case ANTHROPIC -> event.name().equals("message_stop");
      case GEMINI -> false; // only the last chunk's reason to stop tells
    };
  }
}
