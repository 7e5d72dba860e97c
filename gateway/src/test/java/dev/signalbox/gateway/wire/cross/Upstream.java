package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A provider's answer after its format read it.
 *
 * @param events as they stream; those of a whole answer are told from it
 * @param reply as far as it came
 * @param problem when the answer failed
 */
record Upstream(List<ReplyEvent> events, Reply reply, Optional<Problem> problem) {
  private static final int MAX_EVENT_BYTES = 8 << 20;

  /** Reads the answer of {@code recording}. */
  static Upstream of(ProviderFormat provider, Recording recording) {
    if (recording.body().orElse(null) instanceof ObjectNode body) {
      try {
        return whole(provider.decodeReply(body));
      } catch (ProblemException e) {
        Reply nothing = new ReplyFold().toReply();
        ReplyEvent failed = new ReplyEvent.Failed(e.problem());
        return new Upstream(List.of(failed), nothing, Optional.of(e.problem()));
      }
    }
    return streamed(provider, events(recording));
  }

  static Upstream whole(Reply reply) {
    List<ReplyEvent> events = new ArrayList<>();
    ReplyUnfold.unfold(reply, events::add);
    return new Upstream(events, reply, Optional.empty());
  }

  static Upstream streamed(ProviderFormat provider, List<SseEvent> sse) {
    List<ReplyEvent> events = new ArrayList<>();
    StreamDecoder decoder = provider.streamDecoder();
    sse.forEach(event -> decoder.accept(event, events::add));
    decoder.end(events::add);
    ReplyFold fold = new ReplyFold();
    events.forEach(fold::accept);
    return new Upstream(events, fold.toReply(), fold.problem());
  }

  /** The events of a recorded stream; the items of a recorded array count as events. */
  static List<SseEvent> events(Recording recording) {
    if (recording.sse().isPresent()) {
      return events(recording.sse().get().getBytes(StandardCharsets.UTF_8));
    }
    List<SseEvent> events = new ArrayList<>();
    for (JsonNode item : recording.body().orElseThrow()) {
      events.add(new SseEvent("", StrictJson.toText(item)));
    }
    return events;
  }

  /** The events in {@code bytes}. */
  static List<SseEvent> events(byte[] bytes) {
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(MAX_EVENT_BYTES);
    decoder.accept(bytes, events::add);
    decoder.end(events::add);
    return events;
  }
}
