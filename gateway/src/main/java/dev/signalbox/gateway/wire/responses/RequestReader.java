package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Tooling;
import java.util.List;
import java.util.Optional;

/**
 * Reads a request. Fields of nested objects that the canonical model has no place for are kept in
 * the request's extras under their path ({@code reasoning.context}, {@code text.format.syntax}).
 */
final class RequestReader {
  static final String LOGPROBS = "message.output_text.logprobs";
  static final String ENCRYPTED = "reasoning.encrypted_content";

  private final Fields body;
  private final ObjectNode extras = StrictJson.object();
  private Optional<Boolean> logProbs = Optional.empty();

  RequestReader(ObjectNode body) {
    this.body = Fields.ofRequest(body, "");
  }

  Request read(RequestTarget target, SignatureSeal seal) {
    Optional<String> named = body.text("model");
    String model = target.model().or(() -> named).orElseGet(() -> body.requiredText("model"));
    InputReader input = new InputReader(seal);
    body.text("instructions").ifPresent(input::instructions);
    input.read(body);
    Tooling tooling = ToolReader.read(body);
    include();
    Sampling sampling = sampling();
    OutputSpec output = new OutputSpec(maxTokens(), format(), reasoning(), verbosity());
    boolean stream = target.stream().or(() -> body.flag("stream")).orElse(false);
    body.skip("stream");
    Labels labels = labels();
    extras.setAll(body.rest());
    return new Request(
        model, stream, input.turns(), tooling, sampling, output, labels, Notes.extras(extras));
  }

  private void include() {
    ArrayNode others = StrictJson.mapper().createArrayNode();
    for (JsonNode entry : body.items("include")) {
      switch (entry.asText()) {
        case LOGPROBS -> logProbs = Optional.of(true);
        case ENCRYPTED -> extras.put(Notes.ENCRYPTED, true);
        default -> others.add(entry);
      }
    }
    if (!others.isEmpty()) {
      extras.set("include", others);
    }
  }

  private Sampling sampling() {
    return new Sampling(
        body.number("temperature"),
        body.number("top_p"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        logProbs,
        body.integer("top_logprobs"),
        Optional.empty());
  }

  private Optional<Integer> maxTokens() {
    Optional<Integer> most = body.integer("max_output_tokens");
    if (most.isPresent() && most.get() < 1) {
      throw body.problem("max_output_tokens", "must be at least 1");
    }
    return most;
  }

  private ReasoningRequest reasoning() {
    Optional<Fields> reasoning = body.fields("reasoning");
    if (reasoning.isEmpty()) {
      return ReasoningRequest.NONE;
    }
    Optional<String> effort = reasoning.get().text("effort");
    Optional<String> summary = reasoning.get().text("summary");
    keepRest(reasoning.get());
    return new ReasoningRequest(
        Optional.empty(), effort, Optional.empty(), summary, Optional.empty());
  }

  private Optional<String> verbosity() {
    Optional<Fields> text = body.fields("text");
    Optional<String> verbosity = text.flatMap(fields -> fields.text("verbosity"));
    text.ifPresent(
        fields -> {
          fields.skip("format");
          fields.skip("verbosity");
          keepRest(fields);
        });
    return verbosity;
  }

  private Optional<ResponseFormat> format() {
    Optional<Fields> format = body.fields("text").flatMap(text -> text.fields("format"));
    if (format.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = format.get();
    Optional<ResponseFormat> known =
        switch (fields.requiredText("type")) {
          case "text" -> Optional.of(new ResponseFormat.Text());
          case "json_object" -> Optional.of(new ResponseFormat.JsonObject());
          case "json_schema" -> Optional.of(schema(fields));
          default -> Optional.empty();
        };
    if (known.isPresent()) {
      keepRest(fields);
    } else {
      extras.set("text.format", fields.node());
    }
    return known;
  }

  private static ResponseFormat schema(Fields format) {
    JsonNode schema =
        format.any("schema").orElseThrow(() -> format.problem("schema", "is missing"));
    return new ResponseFormat.JsonSchema(
        format.requiredText("name"), format.text("description"), schema, format.flag("strict"));
  }

  private Labels labels() {
    return new Labels(
        body.text("user"),
        body.text("safety_identifier"),
        body.object("metadata"),
        body.text("prompt_cache_key"),
        body.text("service_tier"),
        body.flag("store"));
  }

  private void keepRest(Fields nested) {
    nested
        .rest()
        .properties()
        .forEach(field -> extras.set(nested.at(field.getKey()), field.getValue()));
  }
}
