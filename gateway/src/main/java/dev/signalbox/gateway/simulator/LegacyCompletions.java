package dev.signalbox.gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.Answer.Beat;
import dev.signalbox.gateway.simulator.model.Pieces;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers {@code /v1/completions}, whole and streamed: one answer, of one prompt. */
record LegacyCompletions(Generation generation) {
  /** OpenAI's default for this path. */
  private static final int STANDARD_MAX_TOKENS = 16;

  Answer answer(ObjectNode body, String model) {
    Fields fields = Fields.ofRequest(body, "");
    Request request = request(fields, model);
    Reply reply = generation.model().reply(request, Protocol.CHAT);
    Choice choice = reply.choices().getFirst();
    String text = textOf(choice);
    String finish = choice.stop() == StopReason.MAX_TOKENS ? "length" : "stop";
    if (!request.stream()) {
      ObjectNode answer = chunk(reply, Optional.of(choice(text, Optional.of(finish))));
      answer.set("usage", usage(reply));
      return Answer.json(200, answer).withWait(generation.pace().beforeWhole(Pieces.count(text)));
    }
    boolean usage =
        fields.fields("stream_options").flatMap(o -> o.flag("include_usage")).orElse(false);
    return Answer.stream("text/event-stream; charset=utf-8", beats(reply, text, finish, usage));
  }

  private static Request request(Fields fields, String model) {
    JsonNode prompt = fields.any("prompt").orElseGet(() -> StrictJson.object().textNode(""));
    JsonNode first = prompt.isArray() && !prompt.isEmpty() ? prompt.get(0) : prompt;
    String text = first.isTextual() ? first.textValue() : prompt.toString();
    return new Request(
        model,
        fields.flag("stream").orElse(false),
        List.of(Turn.of(Role.USER, List.of(Part.Text.of(text)))),
        Tooling.NONE,
        Sampling.NONE,
        new OutputSpec(
            Optional.of(fields.integer("max_tokens").orElse(STANDARD_MAX_TOKENS)),
            Optional.empty(),
            ReasoningRequest.NONE,
            Optional.empty()),
        Labels.NONE,
        Extras.NONE);
  }

  private static String textOf(Choice choice) {
    StringBuilder text = new StringBuilder();
    for (Part part : choice.parts()) {
      if (part instanceof Part.Text t) {
        text.append(t.text());
      }
    }
    return text.toString();
  }

  private List<Beat> beats(Reply reply, String text, String finish, boolean usage) {
    StreamBuffer buffer = new StreamBuffer();
    List<Beat> beats = new ArrayList<>();
    for (String piece : Pieces.of(text)) {
      buffer.data(chunk(reply, Optional.of(choice(piece, Optional.empty()))));
      long wait = generation.pace().beforeToken(beats.size());
      beats.add(new Beat(wait, Buffer.buffer(buffer.take())));
    }
    buffer.data(chunk(reply, Optional.of(choice("", Optional.of(finish)))));
    if (usage) {
      ObjectNode last = chunk(reply, Optional.empty());
      last.set("usage", usage(reply));
      buffer.data(last);
    }
    buffer.raw("data: [DONE]\n\n");
    WireEvents.split(buffer.take()).forEach(event -> beats.add(new Beat(0, Buffer.buffer(event))));
    return beats;
  }

  private static ObjectNode choice(String text, Optional<String> finish) {
    ObjectNode choice = StrictJson.object().put("text", text).put("index", 0);
    choice.putNull("logprobs");
    finish.ifPresentOrElse(
        reason -> choice.put("finish_reason", reason), () -> choice.putNull("finish_reason"));
    return choice;
  }

  private ObjectNode chunk(Reply reply, Optional<ObjectNode> choice) {
    ObjectNode chunk =
        StrictJson.object()
            .put("id", "cmpl-" + reply.id())
            .put("object", "text_completion")
            .put("created", generation.clock().instant().getEpochSecond())
            .put("model", reply.model());
    var choices = chunk.putArray("choices");
    choice.ifPresent(choices::add);
    return chunk;
  }

  private static ObjectNode usage(Reply reply) {
    Usage usage = reply.usage().orElse(Usage.ZERO);
    return StrictJson.object()
        .put("prompt_tokens", usage.totalInput())
        .put("completion_tokens", usage.output())
        .put("total_tokens", usage.total());
  }
}
