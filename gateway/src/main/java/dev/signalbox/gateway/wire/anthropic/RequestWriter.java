package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Request;
import java.util.Optional;

/** Writes one request; tells what it cannot carry. Used by one thread at a time. */
final class RequestWriter {
  private static final int MAX_USER_ID = 256;

  private final ProviderTarget target;
  private final Losses losses;

  RequestWriter(ProviderTarget target, Losses losses) {
    this.target = target;
    this.losses = losses;
  }

  /** The body for {@code request}. */
  ObjectNode write(Request request) {
    ModelTraits traits = target.traits();
    JsonOutput output = JsonOutput.of(request.output(), traits, losses);
    Thinking thinking =
        new ThinkingWriter(traits, losses).write(request, output instanceof JsonOutput.Tool);
    ObjectNode body =
        StrictJson.object()
            .put("model", target.model())
            .put("max_tokens", thinking.limit().maxTokens());
    conversation(request, output, body);
    if (request.stream()) {
      body.put("stream", true);
    }
    new ToolWriter(traits, losses).write(request.tooling(), output, thinking.budgeted(), body);
    thinking.field().ifPresent(field -> body.set("thinking", field));
    outputConfig(output, thinking, body);
    new SamplingWriter(traits, losses).write(request.sampling(), thinking.on(), body);
    request
        .output()
        .verbosity()
        .ifPresent(_ -> losses.dropped("verbosity", "not part of the anthropic API"));
    labels(request.labels(), body);
    Blocks.write(request.extras(), body, losses, "");
    return body;
  }

  private void conversation(Request request, JsonOutput output, ObjectNode body) {
    ConversationWriter writer = new ConversationWriter(MidSystem.of(target.model()), losses);
    ConversationWriter.Conversation conversation = writer.write(request.turns());
    ArrayNode system = conversation.system();
    if (output instanceof JsonOutput.Instruction(String text)) {
      system.add(Blocks.text(text));
    }
    if (!system.isEmpty()) {
      body.set("system", system);
    }
    body.set("messages", conversation.messages());
  }

  private static void outputConfig(JsonOutput output, Thinking thinking, ObjectNode body) {
    ObjectNode config = StrictJson.object();
    thinking.effort().ifPresent(effort -> config.put("effort", effort));
    if (output instanceof JsonOutput.Native(var schema)) {
      ObjectNode format = Blocks.block("json_schema");
      format.set("schema", schema);
      config.set("format", format);
    }
    if (!config.isEmpty()) {
      body.set("output_config", config);
    }
  }

  private void labels(Labels labels, ObjectNode body) {
    Optional<String> user = labels.endUser().or(labels::safetyIdentifier);
    if (user.isPresent() && user.get().length() > MAX_USER_ID) {
      losses.dropped("user", "longer than %d characters".formatted(MAX_USER_ID));
    } else {
      user.ifPresent(id -> body.putObject("metadata").put("user_id", id));
    }
    if (labels.endUser().isPresent()
        && labels.safetyIdentifier().isPresent()
        && !labels.endUser().equals(labels.safetyIdentifier())) {
      losses.dropped("safety_identifier", "the API has room for one user id");
    }
    labels.metadata().ifPresent(_ -> losses.dropped("metadata", "not part of the anthropic API"));
    labels
        .cacheKey()
        .ifPresent(_ -> losses.dropped("prompt_cache_key", "not part of the anthropic API"));
    labels
        .store()
        .filter(store -> store)
        .ifPresent(_ -> losses.dropped("store", "the anthropic API keeps no answers"));
    labels.serviceTier().ifPresent(tier -> serviceTier(tier, body));
  }

  private void serviceTier(String tier, ObjectNode body) {
    switch (tier) {
      case "auto", "standard_only" -> body.put("service_tier", tier);
      case "default" -> body.put("service_tier", "standard_only");
      default ->
          losses.dropped("service_tier", "`auto` and `standard_only` are known to the API only");
    }
  }
}
