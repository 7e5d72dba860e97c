package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.Optional;

/**
 * Writes parts as content blocks; tells those that cannot be written. One instance writes one
 * request.
 */
final class BlockWriter {
  /** The field that holds arguments which are not a JSON object, as they were written. */
  static final String UNPARSED = "_unparsed_arguments";

  private static final int MAX_ID_LENGTH = 64;
  private static final String FOREIGN = "made by another provider, which alone can use it";

  private final ModelFamily family;
  private final CachePoints cachePoints;
  private final MediaWriter media;
  private final Losses losses;

  BlockWriter(ModelFamily family, CachePoints cachePoints, Losses losses) {
    this.family = family;
    this.cachePoints = cachePoints;
    this.media = new MediaWriter(family, losses);
    this.losses = losses;
  }

  /** Adds what {@code part}, which stands at {@code path}, becomes to {@code out}. */
  void write(Part part, String path, BlockList out) {
    switch (part) {
      case Part.Text text -> text(text, path, out);
      case Part.Reasoning reasoning -> reasoning(reasoning, path, out);
      case Part.Refusal refusal -> refusal(refusal, path, out);
      case Part.Media medium ->
          media.write(medium, path).ifPresent(block -> add(block, medium.extras(), out));
      case Part.ToolCall call -> toolUse(call, path, out);
      case Part.ToolResult result -> toolResult(result, path, out);
      case Part.Opaque opaque -> opaque(opaque, path, out);
    }
  }

  void text(Part.Text text, String path, BlockList out) {
    text.signature().ifPresent(_ -> losses.dropped(path + ".signature", FOREIGN));
    if (!text.citations().isEmpty()) {
      losses.dropped(path + ".citations", "citations are not sent back");
    }
    if (!out.text(text.text())) {
      losses.dropped(path, "a text of white space only is refused");
    }
    tell(text.extras(), path);
    point(text.extras(), out);
  }

  void refusal(Part.Refusal refusal, String path, BlockList out) {
    if (!refusal.text().isBlank()) {
      losses.adapted(path, "a refusal is sent as text");
      out.text(refusal.text());
    }
  }

  private void reasoning(Part.Reasoning reasoning, String path, BlockList out) {
    if (!Signatures.taken(reasoning, family)) {
      losses.dropped(
          path,
          reasoning.signature().isPresent() ? FOREIGN : "reasoning without a signature is refused");
      return;
    }
    Signature signature = reasoning.signature().orElseThrow();
    ObjectNode block = StrictJson.object();
    ObjectNode content = block.putObject("reasoningContent");
    if (signature.kind() == Signature.Kind.REDACTED) {
      content.put("redactedContent", signature.value());
    } else {
      content
          .putObject("reasoningText")
          .put("text", reasoning.text())
          .put("signature", signature.value());
    }
    tell(reasoning.extras(), path);
    out.add(block);
  }

  private void toolUse(Part.ToolCall call, String path, BlockList out) {
    call.signature().ifPresent(_ -> losses.dropped(path + ".signature", FOREIGN));
    ObjectNode block = StrictJson.object();
    block
        .putObject("toolUse")
        .put("toolUseId", idOf(call.id()))
        .put("name", call.name())
        .set("input", input(call.argumentsJson(), path));
    tell(call.extras(), path);
    add(block, call.extras(), out);
  }

  private ObjectNode input(String argumentsJson, String path) {
    if (argumentsJson.isBlank()) {
      return StrictJson.object();
    }
    if (StrictJson.tryParse(argumentsJson).orElse(StrictJson.object().nullNode())
        instanceof ObjectNode object) {
      return object;
    }
    losses.adapted(path + ".arguments", "not a JSON object, so it is sent inside of one");
    return StrictJson.object().put(UNPARSED, argumentsJson);
  }

  private static String idOf(String callId) {
    return ToolIds.plain(callId, "tooluse_", MAX_ID_LENGTH);
  }

  private void toolResult(Part.ToolResult result, String path, BlockList out) {
    BlockList content = new BlockList();
    for (int i = 0; i < result.content().size(); i++) {
      Part part = result.content().get(i);
      String at = "%s.content[%d]".formatted(path, i);
      switch (part) {
        case Part.Text _, Part.Refusal _, Part.Media _ -> write(part, at, content);
        case Part.Opaque _, Part.Reasoning _, Part.ToolCall _, Part.ToolResult _ ->
            losses.dropped(at, "a result holds text and media only");
      }
    }
    ObjectNode block = StrictJson.object();
    ObjectNode node = block.putObject("toolResult").put("toolUseId", idOf(result.callId()));
    node.set("content", content.toArray());
    if (result.error()) {
      node.put("status", "error");
    }
    tell(result.extras(), path);
    add(block, result.extras(), out);
  }

  private void opaque(Part.Opaque opaque, String path, BlockList out) {
    JsonNode raw = opaque.raw();
    if (opaque.origin().equals(ConverseProviderFormat.CONVERSE) && raw instanceof ObjectNode own) {
      out.add(own);
    } else {
      losses.dropped(
          path, "`%s` is known to the %s API only".formatted(opaque.type(), opaque.origin().id()));
    }
  }

  private void add(ObjectNode block, Extras extras, BlockList out) {
    out.add(block);
    point(extras, out);
  }

  private void point(Extras extras, BlockList out) {
    Optional<ObjectNode> point = out.isEmpty() ? Optional.empty() : cachePoints.after(extras);
    point.ifPresent(out::add);
  }

  private void tell(Extras extras, String path) {
    cachePoints
        .rest(extras)
        .writeTo(StrictJson.object(), ConverseProviderFormat.CONVERSE, losses, path);
  }
}
