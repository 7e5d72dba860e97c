package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.schema.StrictSchema;
import java.util.List;
import java.util.Map;

/** Writes a request for a server of one dialect. One instance writes one request. */
final class RequestWriter {
  private static final String STREAM_OPTIONS = "stream_options";

  private final Request request;
  private final ProviderTarget target;
  private final Dialect dialect;
  private final Losses losses;
  private final ObjectNode body = StrictJson.object();

  RequestWriter(Request request, ProviderTarget target, Losses losses) {
    this.request = request;
    this.target = target;
    this.dialect = target.dialect();
    this.losses = losses;
  }

  ObjectNode write() {
    body.put("model", target.model());
    body.set("messages", new MessagesWriter(dialect, losses).write(request.turns()));
    stream();
    request.output().maxTokens().ifPresent(limit -> body.put(limitField(), limit));
    new SamplingWriter(body, target, losses).write(request.sampling());
    new LabelsWriter(body, dialect, losses).write(request.labels());
    responseFormat();
    new ReasoningWriter(body, dialect, losses).write(request.output().reasoning(), own());
    request.output().verbosity().ifPresent(level -> body.put("verbosity", level));
    new ToolsWriter(body, dialect, losses).write(request.tooling());
    dropRefused();
    own().writeTo(body, Protocol.CHAT, losses, "");
    return body;
  }

  /** The further fields of the request, without those written otherwise. */
  private Extras own() {
    Extras extras = request.extras();
    if (!extras.belongTo(Protocol.CHAT) || !extras.fields().has(STREAM_OPTIONS)) {
      return extras;
    }
    ObjectNode fields = extras.fields().deepCopy();
    fields.remove(STREAM_OPTIONS);
    return Extras.of(Protocol.CHAT, fields);
  }

  private void stream() {
    if (!request.stream()) {
      return;
    }
    body.put("stream", true);
    ObjectNode options =
        request.extras().belongTo(Protocol.CHAT)
                && request.extras().fields().path(STREAM_OPTIONS) instanceof ObjectNode asked
            ? asked.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    if (dialect.streamUsage()) {
      options.put("include_usage", true);
      body.set(STREAM_OPTIONS, options);
    }
  }

  private String limitField() {
    return dialect.maxTokensField().isEmpty()
        ? target.traits().maxTokensParam().field()
        : dialect.maxTokensField();
  }

  private void responseFormat() {
    boolean raw =
        request.extras().belongTo(Protocol.CHAT)
            && request.extras().fields().has("response_format");
    if (raw || request.output().format().isEmpty()) {
      return;
    }
    ObjectNode node = StrictJson.object();
    switch (request.output().format().get()) {
      case ResponseFormat.Text _ -> node.put("type", "text");
      case ResponseFormat.JsonObject _ -> node.put("type", "json_object");
      case ResponseFormat.JsonSchema schema -> schema(node, schema);
    }
    body.set("response_format", node);
  }

  private void schema(ObjectNode node, ResponseFormat.JsonSchema schema) {
    if (!dialect.jsonSchema() || !target.traits().jsonSchema()) {
      node.put("type", "json_object");
      askForSchema(schema);
      losses.adapted(
          "response_format.json_schema", "the schema is asked for in words, not enforced");
      return;
    }
    node.put("type", "json_schema");
    ObjectNode inner = node.putObject("json_schema");
    inner.put("name", schema.name());
    schema.description().ifPresent(text -> inner.put("description", text));
    inner.set("schema", schema.schema());
    schema.strict().ifPresent(strict -> inner.put("strict", strict(strict, schema)));
  }

  private boolean strict(boolean asked, ResponseFormat.JsonSchema schema) {
    if (asked && !StrictSchema.fits(schema.schema())) {
      losses.adapted(
          "response_format.json_schema.strict", "the schema breaks the rules of strict mode");
      return false;
    }
    return asked;
  }

  /** Servers refuse {@code json_object} unless a message asks for JSON in words. */
  private void askForSchema(ResponseFormat.JsonSchema schema) {
    ObjectNode message = StrictJson.object();
    message.put("role", "system");
    message.put(
        "content",
        "Answer with one JSON object that satisfies this JSON schema: "
            + StrictJson.toText(schema.schema()));
    body.withArray("messages").insert(0, message);
  }

  private void dropRefused() {
    List<String> refused =
        body.properties().stream()
            .map(Map.Entry::getKey)
            .filter(name -> DialectRules.refuses(dialect, name))
            .toList();
    for (String name : refused) {
      body.remove(name);
      losses.dropped(name, "not accepted by " + dialect.id());
    }
  }
}
