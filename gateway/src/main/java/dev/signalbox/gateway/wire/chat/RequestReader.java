package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a client's request. Fields of compatible servers that mean something everywhere ({@code
 * top_k}, {@code random_seed}, {@code reasoning}, {@code thinking}) are read as well; all others
 * are kept as they came. An explicit null is an absence. One instance reads one request.
 */
final class RequestReader {
  /** Most messages of one request. */
  private static final int MAX_MESSAGES = 100_000;

  private final Fields fields;
  private final RequestTarget target;
  private final SignatureSeal seal;

  /** Fields that go out as they came, beside what was understood of them. */
  private final ObjectNode raw = StrictJson.object();

  RequestReader(ObjectNode body, RequestTarget target, SignatureSeal seal) {
    this.fields = Fields.ofRequest(body, "");
    this.target = target;
    this.seal = seal;
  }

  Request read() {
    String model =
        target.model().or(() -> fields.text("model")).orElseGet(() -> fields.requiredText("model"));
    fields.skip("model");
    boolean stream = target.stream().or(() -> fields.flag("stream")).orElse(false);
    fields.skip("stream");
    List<Turn> turns = turns();
    Tooling tooling = new ToolsReader(fields).read();
    Sampling sampling = sampling();
    OutputSpec output = output();
    Labels labels = labels();
    streamOptions();
    ObjectNode rest = Lenient.others(fields.rest(), Set.of());
    rest.setAll(raw);
    return new Request(
        model, stream, turns, tooling, sampling, output, labels, Extras.of(Protocol.CHAT, rest));
  }

  private List<Turn> turns() {
    List<Fields> messages = fields.children("messages");
    if (messages.isEmpty()) {
      throw fields.problem("messages", "must hold at least one message");
    }
    if (messages.size() > MAX_MESSAGES) {
      throw fields.problem("messages", "may hold at most %d messages".formatted(MAX_MESSAGES));
    }
    MessageReader reader = new MessageReader(seal);
    List<Turn> turns = new ArrayList<>(messages.size());
    messages.forEach(message -> turns.add(reader.read(message)));
    return turns;
  }

  private Sampling sampling() {
    Optional<Long> randomSeed = fields.wholeNumber("random_seed");
    return new Sampling(
        fields.number("temperature"),
        fields.number("top_p"),
        fields.number("top_k"),
        fields.number("frequency_penalty"),
        fields.number("presence_penalty"),
        stop(),
        fields.wholeNumber("seed").or(() -> randomSeed),
        atLeastOne("n"),
        fields.flag("logprobs"),
        fields.integer("top_logprobs"),
        fields.object("logit_bias"));
  }

  private List<String> stop() {
    Optional<JsonNode> stop = fields.any("stop");
    if (stop.isEmpty()) {
      return List.of();
    }
    if (stop.get().isTextual()) {
      return List.of(stop.get().textValue());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : fields.items("stop")) {
      if (!item.isTextual()) {
        throw fields.problem("stop", "must be a string or an array of strings");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  private OutputSpec output() {
    Optional<Integer> older = atLeastOne("max_tokens");
    return new OutputSpec(
        atLeastOne("max_completion_tokens").or(() -> older),
        fields.fields("response_format").flatMap(this::format),
        new ReasoningReader(fields, raw).read(),
        fields.text("verbosity"));
  }

  private Optional<Integer> atLeastOne(String name) {
    Optional<Integer> value = fields.integer(name);
    if (value.isPresent() && value.get() < 1) {
      throw fields.problem(name, "must be at least 1");
    }
    return value;
  }

  private Optional<ResponseFormat> format(Fields format) {
    Optional<ResponseFormat> known =
        switch (format.requiredText("type")) {
          case "text" -> Optional.of(new ResponseFormat.Text());
          case "json_object" -> Optional.of(new ResponseFormat.JsonObject());
          case "json_schema" -> Optional.of(schema(format));
          default -> Optional.empty();
        };
    if (known.isEmpty() || !Lenient.others(format.rest(), Set.of()).isEmpty()) {
      raw.set("response_format", format.node());
    }
    return known;
  }

  private ResponseFormat schema(Fields format) {
    Fields schema =
        format.fields("json_schema").orElseThrow(() -> format.problem("json_schema", "is missing"));
    ResponseFormat.JsonSchema read =
        new ResponseFormat.JsonSchema(
            schema.text("name").orElse("response"),
            schema.text("description"),
            schema.any("schema").orElseGet(StrictJson::object),
            schema.flag("strict"));
    if (!Lenient.others(schema.rest(), Set.of()).isEmpty()) {
      raw.set("response_format", format.node());
    }
    return read;
  }

  private Labels labels() {
    return new Labels(
        fields.text("user"),
        fields.text("safety_identifier"),
        fields.object("metadata"),
        fields.text("prompt_cache_key"),
        fields.text("service_tier"),
        fields.flag("store"));
  }

  /** Usage in the stream is our own encoder's business, and so is not padding it. */
  private void streamOptions() {
    fields
        .fields("stream_options")
        .ifPresent(
            options -> {
              options.flag("include_usage");
              options.flag("include_obfuscation");
              ObjectNode others = Lenient.others(options.rest(), Set.of());
              if (!others.isEmpty()) {
                raw.set("stream_options", others);
              }
            });
  }
}
