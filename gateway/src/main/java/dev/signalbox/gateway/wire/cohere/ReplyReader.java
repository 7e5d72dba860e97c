package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Reply;
import java.util.List;

/** Reads a whole answer as a stream of it would be told. */
final class ReplyReader {
  /** Where a citation stands when it does not say: in the text, or in what was planned. */
  private static final String PLAN = "PLAN";

  private final ReplyFold fold = new ReplyFold();
  private final Assembly assembly = new Assembly().to(fold::accept);

  private ReplyReader() {}

  static Reply read(ObjectNode body) {
    if (Problems.isError(body)) {
      throw Problems.read(200, body).toException();
    }
    if (!body.path("message").isObject()) {
      throw Problems.notAnAnswer().toException();
    }
    ReplyReader reader = new ReplyReader();
    reader.tell(body);
    if (reader.fold.problem().isPresent()) {
      throw reader.fold.problem().get().toException();
    }
    return reader.fold.toReply();
  }

  private void tell(ObjectNode body) {
    JsonNode message = body.path("message");
    assembly.start(Lenient.textOf(body, "id"));
    content(message, body.path("logprobs"));
    String plan = Lenient.textOf(message, "tool_plan");
    if (!plan.isEmpty()) {
      assembly.say(Assembly.Kind.PLAN, 0, plan);
      citations(message, true);
    }
    List<ObjectNode> calls = Lenient.objects(message, "tool_calls");
    for (int i = 0; i < calls.size() && !assembly.finished(); i++) {
      assembly.call(i, calls.get(i));
      assembly.endCall(i);
    }
    if (!assembly.finished()) {
      assembly.finish(body);
    }
  }

  private void content(JsonNode message, JsonNode logProbs) {
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      said(Assembly.Kind.TEXT, 0, content.textValue());
      annotated(message, logProbs);
      return;
    }
    int last = lastText(content);
    for (int i = 0; i < content.size() && !assembly.finished(); i++) {
      JsonNode item = content.path(i);
      if (item.has("thinking")) {
        said(Assembly.Kind.THINKING, i, Lenient.textOf(item, "thinking"));
      } else if (item.has("text")) {
        said(Assembly.Kind.TEXT, i, Lenient.textOf(item, "text"));
      } else {
        assembly.unmapped("content", item);
      }
      if (i == last) {
        annotated(message, logProbs);
      }
    }
  }

  private void said(Assembly.Kind kind, int index, String text) {
    assembly.open(kind, index);
    assembly.say(kind, index, text);
  }

  private void annotated(JsonNode message, JsonNode logProbs) {
    logProbs.forEach(assembly::logProbs);
    citations(message, false);
  }

  private void citations(JsonNode message, boolean ofPlan) {
    for (ObjectNode citation : Lenient.objects(message, "citations")) {
      if (Lenient.textOf(citation, "type").equals(PLAN) == ofPlan) {
        assembly.cite(citation);
      }
    }
  }

  private static int lastText(JsonNode content) {
    int last = -1;
    for (int i = 0; i < content.size(); i++) {
      last = content.path(i).has("text") ? i : last;
    }
    return last;
  }
}
