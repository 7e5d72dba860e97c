package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.schema.StrictSchema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes a request. Used for one request. */
final class RequestWriter {
  /** Least output limit the API accepts, in tokens. */
  static final int LEAST_MAX_TOKENS = 16;

  /** Longest safety identifier, cache key and schema name, in characters. */
  static final int MAX_LABEL = 64;

  private static final Set<String> TIERS = Set.of("auto", "default", "flex", "scale", "priority");
  private static final String NO_PLACE = "not part of the openai_responses API";

  private final Request request;
  private final ProviderTarget target;
  private final Losses losses;
  private final ObjectNode body = StrictJson.object();

  RequestWriter(Request request, ProviderTarget target, Losses losses) {
    this.request = request;
    this.target = target;
    this.losses = losses;
  }

  ObjectNode write() {
    body.put("model", target.model());
    if (request.stream()) {
      body.put("stream", true);
    }
    input();
    ToolWriter.write(request.tooling(), body, losses);
    sampling(request.sampling());
    output(request.output());
    labels(request.labels());
    include();
    extras(request.extras());
    return body;
  }

  private void input() {
    List<Turn> turns = request.turns();
    InputWriter writer = new InputWriter(losses);
    boolean inputNeeded = request.extras().isEmpty();
    Optional<String> instructions =
        inputNeeded && turns.size() == 1 ? Optional.empty() : InputWriter.instructions(turns);
    if (instructions.isPresent()) {
      body.put("instructions", instructions.get());
      writer.tellInstructions(turns.getFirst());
    }
    for (int i = instructions.isPresent() ? 1 : 0; i < turns.size(); i++) {
      writer.add(turns.get(i), i);
    }
    ArrayNode items = writer.finish();
    if (!items.isEmpty() || inputNeeded) {
      body.set("input", items);
    }
  }

  private void sampling(Sampling sampling) {
    temperature(sampling.temperature());
    sampling.topP().ifPresent(value -> body.put("top_p", value));
    sampling.topLogProbs().ifPresent(value -> body.put("top_logprobs", value));
    drop(sampling.topK(), "top_k");
    drop(sampling.frequencyPenalty(), "frequency_penalty");
    drop(sampling.presencePenalty(), "presence_penalty");
    drop(sampling.seed(), "seed");
    drop(sampling.logitBias(), "logit_bias");
    drop(sampling.candidates().filter(n -> n != 1), "n");
    if (!sampling.stop().isEmpty()) {
      losses.dropped("stop", NO_PLACE);
    }
  }

  private void temperature(Optional<BigDecimal> temperature) {
    if (temperature.isEmpty()) {
      return;
    }
    if (target.traits().temperature()) {
      body.put("temperature", temperature.get());
    } else if (temperature.get().compareTo(BigDecimal.ONE) != 0) {
      losses.dropped("temperature", "this model accepts the default only");
    }
  }

  private void drop(Optional<?> value, String field) {
    value.ifPresent(_ -> losses.dropped(field, NO_PLACE));
  }

  private void output(OutputSpec output) {
    output.maxTokens().ifPresent(this::maxTokens);
    output.format().ifPresent(format -> body.withObject("/text").set("format", format(format)));
    output.verbosity().ifPresent(value -> body.withObject("/text").put("verbosity", value));
    ObjectNode reasoning = ReasoningSettings.write(output.reasoning(), losses);
    if (!reasoning.isEmpty()) {
      body.set("reasoning", reasoning);
    }
  }

  private void maxTokens(int most) {
    if (most < LEAST_MAX_TOKENS) {
      losses.adapted("max_output_tokens", "the API accepts no less than " + LEAST_MAX_TOKENS);
    }
    body.put("max_output_tokens", Math.max(most, LEAST_MAX_TOKENS));
  }

  private ObjectNode format(ResponseFormat format) {
    ObjectNode node = StrictJson.object();
    switch (format) {
      case ResponseFormat.Text _ -> node.put("type", "text");
      case ResponseFormat.JsonObject _ -> node.put("type", "json_object");
      case ResponseFormat.JsonSchema schema -> schema(schema, node);
    }
    return node;
  }

  private void schema(ResponseFormat.JsonSchema schema, ObjectNode node) {
    node.put("type", "json_schema");
    node.put("name", schemaName(schema.name()));
    schema.description().ifPresent(text -> node.put("description", text));
    node.set("schema", schema.schema());
    if (schema.strict().isPresent()) {
      boolean strict = schema.strict().get();
      boolean kept = strict && StrictSchema.fits(schema.schema());
      if (strict && !kept) {
        losses.adapted("text.format.strict", "the schema is not one the API can keep strictly");
      }
      node.put("strict", kept);
    }
  }

  /** The name is a label: 1 to 64 letters, digits, underscores and hyphens. */
  private static String schemaName(String name) {
    StringBuilder allowed = new StringBuilder();
    name.chars().limit(MAX_LABEL).forEach(c -> allowed.append(isPlain(c) ? (char) c : '_'));
    return allowed.isEmpty() ? "response" : allowed.toString();
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  private void labels(Labels labels) {
    labels.endUser().ifPresent(value -> body.put("user", value));
    labels.safetyIdentifier().ifPresent(value -> label("safety_identifier", value));
    labels.metadata().ifPresent(value -> body.set("metadata", value));
    labels.cacheKey().ifPresent(value -> label("prompt_cache_key", value));
    labels.serviceTier().ifPresent(this::serviceTier);
    labels.store().ifPresent(value -> body.put("store", value));
  }

  private void label(String field, String value) {
    if (value.length() <= MAX_LABEL) {
      body.put(field, value);
    } else {
      losses.dropped(field, "at most %d characters are allowed".formatted(MAX_LABEL));
    }
  }

  private void serviceTier(String tier) {
    if (TIERS.contains(tier)) {
      body.put("service_tier", tier);
    } else if (tier.equals("standard_only")) {
      losses.adapted("service_tier", "`standard_only` is called `default` here");
      body.put("service_tier", "default");
    } else {
      losses.dropped("service_tier", "`%s` is no tier of this API".formatted(tier));
    }
  }

  private void include() {
    Extras extras = request.extras();
    ArrayNode include = StrictJson.mapper().createArrayNode();
    if (Notes.has(extras, Notes.ENCRYPTED)) {
      include.add(RequestReader.ENCRYPTED);
    }
    if (request.sampling().logProbs().orElse(false)) {
      include.add(RequestReader.LOGPROBS);
    }
    if (extras.belongTo(Protocol.RESPONSES)) {
      extras.fields().path("include").forEach(include::add);
    }
    if (!include.isEmpty()) {
      body.set("include", include);
    }
  }

  private void extras(Extras extras) {
    if (!extras.belongTo(Protocol.RESPONSES)) {
      extras.writeTo(body, Protocol.RESPONSES, losses, "");
      return;
    }
    for (Map.Entry<String, JsonNode> field : extras.fields().properties()) {
      if (Notes.isField(field)) {
        put(field.getKey(), field.getValue());
      }
    }
  }

  /** Puts a value where its path says, never over one that is there. */
  private void put(String path, JsonNode value) {
    ObjectNode parent = body;
    String name = path;
    for (String prefix : List.of("text.", "reasoning.", "format.")) {
      if (name.startsWith(prefix)) {
        parent = parent.withObject("/" + prefix.substring(0, prefix.length() - 1));
        name = name.substring(prefix.length());
      }
    }
    parent.putIfAbsent(name, value);
  }
}
