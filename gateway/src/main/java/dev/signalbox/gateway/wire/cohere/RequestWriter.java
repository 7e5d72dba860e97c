package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import java.util.Optional;
import java.util.Set;

/** Writes one request; tells what it cannot carry. */
final class RequestWriter {
  /** Fields that only this API has: clients of any other send them as further fields of theirs. */
  private static final Set<String> OWN =
      Set.of("safety_mode", "documents", "citation_options", "priority");

  private static final String ABSENT = "not part of the cohere API";
  private static final String JSON = "json_object";

  private final ProviderTarget target;
  private final Losses losses;

  RequestWriter(ProviderTarget target, Losses losses) {
    this.target = target;
    this.losses = losses;
  }

  ObjectNode write(Request request) {
    ObjectNode body = StrictJson.object().put("model", target.model());
    body.put("stream", request.stream());
    body.set("messages", new MessagesWriter(losses).write(request.turns()));
    request.output().maxTokens().ifPresent(limit -> body.put("max_tokens", limit));
    new SamplingWriter(body, target, losses).write(request.sampling());
    new ThinkingWriter(target.traits(), losses)
        .write(request.output().reasoning())
        .ifPresent(thinking -> body.set("thinking", thinking));
    request.output().verbosity().ifPresent(_ -> losses.dropped("verbosity", ABSENT));
    new ToolsWriter(body, losses).write(request.tooling());
    request.output().format().ifPresent(format -> format(format, body));
    labels(request.labels());
    extras(request.extras(), body);
    return body;
  }

  /**
   * The reference says of {@code response_format}: not supported in combination with {@code tools}
   * or {@code documents}.
   */
  private void format(ResponseFormat format, ObjectNode body) {
    switch (format) {
      case ResponseFormat.Text _ -> {}
      case ResponseFormat.JsonObject _, ResponseFormat.JsonSchema _ when body.has("tools") ->
          losses.dropped("response_format", "not accepted beside tools");
      case ResponseFormat.JsonObject _ -> body.putObject("response_format").put("type", JSON);
      case ResponseFormat.JsonSchema schema -> schema(schema, body);
    }
  }

  private void schema(ResponseFormat.JsonSchema asked, ObjectNode body) {
    ObjectNode format = body.putObject("response_format").put("type", JSON);
    if (asked.schema().path("type").asText().equals("object")) {
      format.set("json_schema", asked.schema());
    } else {
      losses.adapted("response_format.json_schema", "only the schema of an object is accepted");
    }
    asked
        .description()
        .ifPresent(_ -> losses.dropped("response_format.json_schema.description", ABSENT));
  }

  private void labels(Labels labels) {
    dropped("user", labels.endUser());
    dropped("safety_identifier", labels.safetyIdentifier());
    dropped("metadata", labels.metadata());
    dropped("prompt_cache_key", labels.cacheKey());
    dropped("service_tier", labels.serviceTier());
    dropped("store", labels.store());
  }

  private void dropped(String field, Optional<?> value) {
    value.ifPresent(_ -> losses.dropped(field, ABSENT));
  }

  private void extras(Extras extras, ObjectNode body) {
    for (String name : OWN) {
      JsonNode value = extras.fields().path(name);
      if (Lenient.tells(value)) {
        body.set(name, value);
      }
    }
    new Extras(extras.origin(), Lenient.rest(extras.fields(), OWN))
        .writeTo(body, CohereProviderFormat.COHERE, losses, "");
  }
}
