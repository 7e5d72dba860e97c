package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.SseEvent;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Brings an answer to a client of one API and lets that API's official SDK judge it. */
final class Delivery {
  private static final long NOW = 1_700_000_000L;

  private final ClientFormat client;
  private final Protocol protocol;

  Delivery(ClientFormat client) {
    this.client = client;
    this.protocol = client.protocol();
  }

  /** A frame for a client that asked for as many choices as {@code reply} has. */
  static ReplyFrame frame(Reply reply) {
    return frame(true, Math.max(1, reply.choices().size()));
  }

  private static ReplyFrame frame(boolean serverSentEvents, int choices) {
    ObjectNode request =
        StrictJson.object().put("model", "client-model").put("stream", true).put("n", choices);
    request.putObject("stream_options").put("include_usage", true);
    return new ReplyFrame("0123456789abcdef", "", NOW, serverSentEvents, request);
  }

  /** What is wrong with {@code upstream} delivered whole; empty when nothing is. */
  List<String> whole(Upstream upstream) {
    if (upstream.problem().isPresent()) {
      return problem(upstream.problem().get());
    }
    Losses losses = new Losses();
    ObjectNode body = client.encodeReply(upstream.reply(), frame(upstream.reply()), losses);
    try {
      JsonNode read = SdkClient.of(protocol).whole(body);
      return compared(upstream.reply(), read, losses);
    } catch (IOException | RuntimeException e) {
      return List.of("the SDK refuses it: " + reason(e));
    }
  }

  /** What is wrong with {@code upstream} delivered as a stream; empty when nothing is. */
  List<String> streamed(Upstream upstream) {
    Losses losses = new Losses();
    List<SseEvent> events = Upstream.events(bytes(upstream.events(), true, losses));
    if (upstream.problem().isPresent()) {
      return failed(events);
    }
    List<String> wrong = new ArrayList<>(StreamRules.of(protocol).violations(events));
    if (protocol == Protocol.GEMINI) {
      wrong.addAll(asArray(upstream, events));
    }
    try {
      JsonNode read = SdkClient.of(protocol).stream(events);
      wrong.addAll(compared(upstream.reply(), read, losses));
    } catch (IOException | RuntimeException e) {
      wrong.add("the SDK refuses it: " + reason(e));
    }
    return wrong;
  }

  /** A client without {@code alt=sse} gets the same chunks as one JSON array. */
  private List<String> asArray(Upstream upstream, List<SseEvent> events) {
    byte[] bytes = bytes(upstream.events(), false, new Losses());
    List<JsonNode> chunks = new ArrayList<>();
    StrictJson.parse(bytes).forEach(chunks::add);
    boolean same = chunks.equals(events.stream().map(StreamRules::data).toList());
    return same ? List.of() : List.of("the array does not hold the chunks of the stream");
  }

  /** The stream as it goes to the client. */
  byte[] bytes(List<ReplyEvent> events, boolean serverSentEvents, Losses losses) {
    int choices =
        (int) events.stream().filter(event -> event instanceof ReplyEvent.Stopped).count();
    StreamEncoder encoder =
        client.streamEncoder(frame(serverSentEvents, Math.max(1, choices)), losses);
    StreamBuffer buffer = new StreamBuffer();
    events.forEach(event -> encoder.accept(event, buffer));
    return buffer.take();
  }

  private List<String> compared(Reply reply, JsonNode read, Losses losses) {
    return Differences.untold(
        Expected.of(reply, protocol), View.of(protocol).of(read), losses, protocol);
  }

  private List<String> problem(Problem problem) {
    ObjectNode body = client.encodeProblem(problem, "req_1");
    boolean told = body.path("error").path("message").asText("").contains(problem.message());
    return told && client.statusOf(problem) >= 400
        ? List.of()
        : List.of("the problem is not told: " + body);
  }

  /** A failed stream tells the error and no success. */
  private List<String> failed(List<SseEvent> events) {
    boolean error =
        events.stream()
            .map(StreamRules::data)
            .anyMatch(
                data ->
                    data.hasNonNull("error")
                        || data.path("type").asText().equals("error")
                        || data.path("type").asText().equals("response.failed"));
    boolean success =
        events.stream()
            .anyMatch(
                event ->
                    event.data().equals("[DONE]")
                        || event.name().equals("message_stop")
                        || event.name().equals("response.completed"));
    List<String> wrong = new ArrayList<>();
    if (!error) {
      wrong.add("a failed stream without an error event");
    }
    if (success) {
      wrong.add("a failed stream with a success marker");
    }
    return wrong;
  }

  static String reason(Exception e) {
    String text = String.valueOf(e.getMessage()).replace("\n", " ");
    return e.getClass().getSimpleName() + ": " + text.substring(0, Math.min(200, text.length()));
  }
}
