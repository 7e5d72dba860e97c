package dev.signalbox.gateway.wire.anthropic;

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
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one request. Fields without a canonical place stay in the request's extra fields; those
 * inside {@code thinking}, {@code metadata}, {@code output_config} and {@code tool_choice} under an
 * object of that name. Used by one thread at a time.
 */
final class RequestReader {
  private static final String SCHEMA_NAME = "response";

  private final ContentReader content;
  private final boolean limitRequired;
  private final ObjectNode nested = StrictJson.object();

  /**
   * A reader of one request.
   *
   * @param limitRequired whether {@code max_tokens} must be there; not when tokens are counted
   */
  RequestReader(SignatureSeal seal, boolean limitRequired) {
    this.content = new ContentReader(seal);
    this.limitRequired = limitRequired;
  }

  /** The request in {@code body}. */
  Request read(ObjectNode body, RequestTarget target) {
    Fields fields = Fields.ofRequest(body, "");
    String model = target.model().orElseGet(() -> fields.requiredText("model"));
    fields.skip("model");
    boolean stream = target.stream().or(() -> fields.flag("stream")).orElse(false);
    fields.skip("stream");
    List<Turn> turns = turns(fields);
    Tooling tooling = ToolReader.read(fields, nested);
    OutputSpec output = output(fields);
    Labels labels = labels(fields);
    Sampling sampling = sampling(fields);
    ObjectNode extras = Blocks.withoutNulls(fields.rest());
    extras.setAll(nested);
    return new Request(
        model,
        stream,
        turns,
        tooling,
        sampling,
        output,
        labels,
        Extras.of(Protocol.ANTHROPIC, extras));
  }

  private List<Turn> turns(Fields fields) {
    List<Turn> turns = new ArrayList<>();
    List<Part> system = content.read(fields, "system");
    if (!system.isEmpty()) {
      turns.add(Turn.of(Role.SYSTEM, system));
    }
    List<Fields> messages = fields.children("messages");
    if (messages.isEmpty()) {
      throw fields.problem("messages", "must hold at least one message");
    }
    for (Fields message : messages) {
      Role role = role(message);
      List<Part> parts = content.read(message, "content");
      turns.add(new Turn(role, Optional.empty(), parts, Blocks.extras(message)));
    }
    return turns;
  }

  private static Role role(Fields message) {
    return switch (message.requiredText("role")) {
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "system" -> Role.SYSTEM;
      case String other ->
          throw message.problem(
              "role", "is `%s`; `user`, `assistant` or `system` is allowed".formatted(other));
    };
  }

  private OutputSpec output(Fields fields) {
    Optional<Integer> limit = fields.integer("max_tokens");
    if (limit.isEmpty() && limitRequired) {
      throw fields.problem("max_tokens", "is missing");
    }
    if (limit.isPresent() && limit.get() < 1) {
      throw fields.problem("max_tokens", "must be at least 1");
    }
    Optional<Fields> config = fields.fields("output_config");
    Optional<String> effort = config.flatMap(c -> c.text("effort"));
    Optional<ResponseFormat> format =
        config
            .flatMap(c -> format(c, "format"))
            // The name this field had while it was in beta.
            .or(() -> format(fields, "output_format"));
    config.ifPresent(c -> keep("output_config", c.rest()));
    return new OutputSpec(limit, format, reasoning(fields, effort), Optional.empty());
  }

  private Optional<ResponseFormat> format(Fields parent, String name) {
    if (!(parent.node().get(name) instanceof ObjectNode node)
        || !"json_schema".equals(Lenient.textOf(node, "type"))
        || !node.hasNonNull("schema")) {
      return Optional.empty();
    }
    Fields format = parent.child(node, parent.at(name));
    format.skip("type");
    JsonNode schema = format.any("schema").orElseThrow();
    ObjectNode rest = Blocks.withoutNulls(format.rest());
    if (rest.isEmpty()) {
      parent.skip(name);
    }
    return Optional.of(
        new ResponseFormat.JsonSchema(SCHEMA_NAME, Optional.empty(), schema, Optional.empty()));
  }

  private ReasoningRequest reasoning(Fields fields, Optional<String> effort) {
    Optional<Fields> thinking = fields.fields("thinking");
    if (thinking.isEmpty()) {
      if (effort.isPresent()) {
        nested.put(ThinkingWriter.EFFORT_ALONE, true);
      }
      return new ReasoningRequest(
          Optional.empty(), effort, Optional.empty(), Optional.empty(), Optional.empty());
    }
    Fields read = thinking.get();
    Optional<Boolean> enabled =
        switch (read.requiredText("type")) {
          case "enabled", "adaptive" -> Optional.of(true);
          case "disabled" -> Optional.of(false);
          case String other ->
              throw read.problem(
                  "type",
                  "is `%s`; `enabled`, `adaptive` or `disabled` is allowed".formatted(other));
        };
    Optional<Integer> budget = read.integer("budget_tokens");
    Optional<String> display = read.text("display");
    keep("thinking", read.rest());
    return new ReasoningRequest(
        enabled, effort, budget, display, display.map(shown -> !shown.equals("omitted")));
  }

  private Labels labels(Fields fields) {
    Optional<Fields> metadata = fields.fields("metadata");
    Optional<String> user = metadata.flatMap(m -> m.text("user_id"));
    metadata.ifPresent(m -> keep("metadata", m.rest()));
    return new Labels(
        user,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        fields.text("service_tier"),
        Optional.empty());
  }

  private static Sampling sampling(Fields fields) {
    return new Sampling(
        fields.number("temperature"),
        fields.number("top_p"),
        fields.number("top_k"),
        Optional.empty(),
        Optional.empty(),
        stop(fields),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<String> stop(Fields fields) {
    List<String> stop = new ArrayList<>();
    for (JsonNode item : fields.items("stop_sequences")) {
      if (!item.isTextual()) {
        throw fields.problem("stop_sequences", "must be an array of strings");
      }
      stop.add(item.textValue());
    }
    return stop;
  }

  private void keep(String name, ObjectNode rest) {
    ObjectNode kept = Blocks.withoutNulls(rest);
    if (!kept.isEmpty()) {
      nested.set(name, kept);
    }
  }
}
