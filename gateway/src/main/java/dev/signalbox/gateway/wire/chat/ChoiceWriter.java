package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;

/** Writes one choice of a whole answer. One instance writes one choice. */
final class ChoiceWriter {
  private final ClientCalls calls;
  private final ClientMedia media;
  private final SealedReasoning sealed;
  private final Losses losses;
  private final ObjectNode message = StrictJson.object();
  private final StringBuilder content = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final ArrayNode details = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode tokens = JsonNodeFactory.instance.arrayNode();

  ChoiceWriter(ReplyFrame frame, SignatureSeal seal, Losses losses) {
    this.calls = new ClientCalls(frame.requestBody(), seal, losses);
    this.media = new ClientMedia(frame, losses);
    this.sealed = new SealedReasoning(seal);
    this.losses = losses;
  }

  ObjectNode write(Choice choice) {
    message.put("role", "assistant");
    message.putNull("content");
    message.putNull("refusal");
    for (int i = 0; i < choice.parts().size(); i++) {
      part(choice.parts().get(i), "choices[%d].message.content[%d]".formatted(choice.index(), i));
    }
    texts();
    ObjectNode node = StrictJson.object();
    node.put("index", choice.index());
    node.set("message", message);
    node.set("logprobs", logProbs());
    ChoiceEnd end = new ChoiceEnd(calls, losses);
    node.put("finish_reason", end.reason(choice.stop(), !refusal.isEmpty()));
    end.stopSequence(choice.stopSequence(), choice.extras());
    end.extras(choice.extras(), node, message);
    return node;
  }

  private void part(Part part, String path) {
    switch (part) {
      case Part.Text text -> text(text, path);
      case Part.Reasoning thought -> {
        reasoning.append(thought.text());
        sealed.write(thought, details);
        thought.extras().writeTo(message, Protocol.CHAT, losses, path);
      }
      case Part.Refusal(String text) -> refusal.append(text);
      case Part.ToolCall call -> call(call, path);
      case Part.Media medium -> media.write(medium, message, path);
      case Part.ToolResult _ -> losses.dropped(path, ChoiceEnd.NO_RESULTS);
      case Part.Opaque opaque -> losses.dropped(path, ChoiceEnd.opaque(opaque));
    }
  }

  private void text(Part.Text text, String path) {
    int offset = content.length();
    content.append(text.text());
    text.citations()
        .forEach(
            citation ->
                Annotations.write(citation, offset, text.text().length(), losses)
                    .ifPresent(annotation -> message.withArray("annotations").add(annotation)));
    tokens.addAll(ChatLogProbs.write(text.logProbs()));
    text.signature().ifPresent(signature -> sealed.writeOfText(signature, details));
    text.extras().writeTo(message, Protocol.CHAT, losses, path);
  }

  private void call(Part.ToolCall call, String path) {
    if (!calls.older()) {
      message.withArray("tool_calls").add(calls.write(call, path));
    } else if (message.has("function_call")) {
      losses.dropped(path, ChoiceEnd.ONE_FUNCTION);
    } else {
      message.set("function_call", ClientCalls.function(call));
    }
  }

  private void texts() {
    boolean silent =
        content.isEmpty()
            && (!refusal.isEmpty()
                || message.has("tool_calls")
                || message.has("function_call")
                || message.has("audio"));
    if (!silent) {
      message.put("content", content.toString());
    }
    if (!refusal.isEmpty()) {
      message.put("refusal", refusal.toString());
    }
    if (!reasoning.isEmpty()) {
      message.put("reasoning_content", reasoning.toString());
    }
    if (!details.isEmpty()) {
      message.set("reasoning_details", details);
    }
  }

  private JsonNode logProbs() {
    if (tokens.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    return ChoiceEnd.logProbs(tokens);
  }
}
