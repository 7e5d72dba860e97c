package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Signature;

/** Reads a whole answer as a stream of it would be told. */
final class ReplyReader {
  private final ReplyFold fold = new ReplyFold();
  private final Assembly assembly = new Assembly().to(fold::accept);

  private ReplyReader() {}

  static Reply read(ObjectNode body) {
    if (Problems.isError(body)) {
      throw Problems.read(200, body).toException();
    }
    JsonNode message = body.path("output").path("message");
    if (!message.isObject()) {
      throw Problems.notAnAnswer().toException();
    }
    ReplyReader reader = new ReplyReader();
    reader.tell(message, body);
    if (reader.fold.problem().isPresent()) {
      throw reader.fold.problem().get().toException();
    }
    return reader.fold.toReply();
  }

  private void tell(JsonNode message, JsonNode body) {
    assembly.start();
    JsonNode content = message.path("content");
    for (int i = 0; i < content.size() && !assembly.finished(); i++) {
      block(i, content.path(i));
    }
    if (!assembly.finished()) {
      assembly.stop(body);
      assembly.figures(body);
      assembly.finish();
    }
  }

  private void block(int index, JsonNode block) {
    JsonNode call = block.path("toolUse");
    JsonNode cited = block.path("citationsContent");
    if (block.path("text").isTextual()) {
      assembly.say(Assembly.Kind.TEXT, index, block.path("text").textValue());
    } else if (call.isObject() && !Media.isRunByProvider(call)) {
      assembly.call(index, call);
      assembly.argue(index, argumentsOf(call.path("input")));
    } else if (block.path("reasoningContent").isObject()) {
      reasoning(index, block.path("reasoningContent"));
    } else if (cited.isObject()) {
      Lenient.objects(cited, "content")
          .forEach(piece -> assembly.say(Assembly.Kind.TEXT, index, Lenient.textOf(piece, "text")));
      Lenient.objects(cited, "citations")
          .forEach(citation -> assembly.cite(index, Citations.read(citation)));
    } else {
      Media.image(block.path("image"))
          .ifPresentOrElse(assembly::whole, () -> assembly.unmapped("content", block));
    }
    assembly.close(index);
  }

  /** As a stream would have them; no arguments are an empty object. */
  private static String argumentsOf(JsonNode input) {
    return input.isMissingNode() || input.isNull() ? "{}" : StrictJson.toText(input);
  }

  private void reasoning(int index, JsonNode content) {
    JsonNode text = content.path("reasoningText");
    assembly.say(Assembly.Kind.THINKING, index, Lenient.textOf(text, "text"));
    assembly.sign(index, Signature.Kind.SIGNED, Lenient.textOf(text, "signature"));
    assembly.sign(index, Signature.Kind.REDACTED, Lenient.textOf(content, "redactedContent"));
  }
}
