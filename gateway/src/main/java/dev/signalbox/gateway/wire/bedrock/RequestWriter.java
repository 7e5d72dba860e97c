package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Request;
import java.util.Set;

/** Writes one request; tells what it cannot carry. Used by one thread at a time. */
final class RequestWriter {
  private static final String ADDITIONAL = "additionalModelRequestFields";
  private static final String PATHS = "additionalModelResponseFieldPaths";

  /** Fields that only this API has: clients of any other send them as further fields of theirs. */
  private static final Set<String> OWN =
      Set.of(
          "guardrailConfig",
          "performanceConfig",
          "promptVariables",
          "requestMetadata",
          ADDITIONAL,
          PATHS);

  private final ProviderTarget target;
  private final ModelFamily family;
  private final Losses losses;

  RequestWriter(ProviderTarget target, Losses losses) {
    this.target = target;
    this.family = ModelFamily.of(target.model());
    this.losses = losses;
  }

  /** The body for {@code request}. */
  ObjectNode write(Request request) {
    ObjectNode body = StrictJson.object();
    ObjectNode additional = StrictJson.object();
    ShapeWriter shape = new ShapeWriter(target.traits(), family, losses);
    CachePoints cachePoints = new CachePoints(family, losses);
    ConversationWriter.Conversation conversation =
        new ConversationWriter(new BlockWriter(family, cachePoints, losses), losses)
            .write(request.turns());
    request.output().format().flatMap(shape::instruction).ifPresent(conversation::instruct);
    if (!conversation.system().isEmpty()) {
      body.set("system", conversation.system());
    }
    body.set("messages", conversation.messages());
    Thinking thinking =
        new ThinkingWriter(target.traits(), family, losses).write(request, additional);
    new InferenceWriter(target.traits(), family, losses)
        .write(request, thinking, new InferenceWriter.Places(body, additional));
    new ToolsWriter(shape, cachePoints, losses)
        .write(request.tooling(), thinking, conversation)
        .ifPresent(tools -> body.set("toolConfig", tools));
    request
        .output()
        .format()
        .flatMap(shape::config)
        .ifPresent(config -> body.set("outputConfig", config));
    request
        .output()
        .verbosity()
        .ifPresent(_ -> losses.dropped("verbosity", "not part of the bedrock API"));
    new LabelsWriter(losses).write(request.labels(), body);
    if (!additional.isEmpty()) {
      body.set(ADDITIONAL, additional);
    }
    extras(request.extras(), body);
    return body;
  }

  private void extras(Extras extras, ObjectNode body) {
    for (String name : OWN) {
      JsonNode value = extras.fields().path(name);
      if (value instanceof ObjectNode more && body.get(name) instanceof ObjectNode ours) {
        ours.setAll(more);
      } else if (Lenient.tells(value)) {
        body.set(name, value);
      }
    }
    new Extras(extras.origin(), Lenient.rest(extras.fields(), OWN))
        .writeTo(body, ConverseProviderFormat.CONVERSE, losses, "");
  }
}
