package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.Optional;
import java.util.Set;

/** Content blocks of answers to clients, as whole and streamed answers both need them. */
final class ReplyBlocks {
  /** Types of block, beside {@code tool_use}, that always name their caller. */
  private static final Set<String> CALLED =
      Set.of("server_tool_use", "web_search_tool_result", "web_fetch_tool_result");

  private final SignatureSeal seal;
  private final Losses losses;

  ReplyBlocks(SignatureSeal seal, Losses losses) {
    this.seal = seal;
    this.losses = losses;
  }

  /** A text block without citations. */
  ObjectNode text(String text, Extras extras, String path) {
    ObjectNode block = Blocks.text(text).putNull("citations");
    Blocks.write(extras, block, losses, path);
    return block;
  }

  /** A thinking block; {@code signature} is empty text when there is none. */
  ObjectNode thinking(String text, String signature, Extras extras, String path) {
    ObjectNode block = Blocks.block("thinking").put("thinking", text).put("signature", signature);
    Blocks.write(extras, block, losses, path);
    return block;
  }

  /** A block of thinking that the provider hides. */
  ObjectNode redacted(String data, Extras extras, String path) {
    ObjectNode block = Blocks.block("redacted_thinking").put("data", data);
    Blocks.write(extras, block, losses, path);
    return block;
  }

  /** The block that carries the signature of a text; empty when the text has none. */
  Optional<ObjectNode> textSignature(Optional<Signature> signature, boolean emptyText) {
    return signature.map(
        foreign -> thinking("", TextSignatures.seal(foreign, emptyText, seal), Extras.NONE, ""));
  }

  /** What stands in a thinking block's {@code signature}: ours as it is, others sealed. */
  String token(Signature signature) {
    return signature.origin() == Protocol.ANTHROPIC ? signature.value() : seal.seal("", signature);
  }

  /** The data of thinking that Anthropic hides; empty for any other signature. */
  static Optional<String> hidden(Optional<Signature> signature) {
    return signature
        .filter(
            made -> made.origin() == Protocol.ANTHROPIC && made.kind() == Signature.Kind.REDACTED)
        .map(Signature::value);
  }

  /** A tool call with {@code input}. */
  ObjectNode toolUse(Part.ToolCall call, ObjectNode input, String path) {
    ObjectNode block =
        Blocks.block("tool_use")
            .put("id", ToolIds.toClient(call, Protocol.ANTHROPIC, seal))
            .put("name", call.name());
    block.set("input", input);
    Blocks.write(call.extras(), block, losses, path);
    block.putIfAbsent("caller", Blocks.block("direct"));
    return block;
  }

  /** A block that only one API knows; empty, and told, when that is not ours. */
  Optional<ObjectNode> opaque(Part.Opaque opaque, String path) {
    if (opaque.origin() == Protocol.ANTHROPIC && opaque.raw() instanceof ObjectNode raw) {
      return Optional.of(withCaller(raw));
    }
    losses.dropped(
        path, "`%s` is known to the %s API only".formatted(opaque.type(), opaque.origin().id()));
    return Optional.empty();
  }

  private static ObjectNode withCaller(ObjectNode raw) {
    if (raw.has("caller") || !CALLED.contains(Lenient.textOf(raw, "type"))) {
      return raw;
    }
    ObjectNode block = raw.deepCopy();
    block.set("caller", Blocks.block("direct"));
    return block;
  }

  /** Tells that answers hold no media and no tool results. */
  void tellNone(String path) {
    losses.dropped(path, "answers of the anthropic API hold neither media nor tool results");
  }

  /** Tells that answers hold no log probabilities. */
  void tellLogProbs() {
    losses.dropped("logprobs", "not part of the anthropic API");
  }

  /** Writes why the answer ended into {@code target}: a message, or the delta at its end. */
  void stop(Ending ending, ObjectNode target) {
    boolean refused = ending.refused() && ending.stop() == StopReason.END;
    StopReason stop = refused ? StopReason.REFUSAL : ending.stop();
    Blocks.write(ending.extras(), target, losses, "");
    if (!target.has("stop_reason")) {
      target.put("stop_reason", StopReasons.write(stop, losses));
    }
    target.putNull("stop_sequence");
    ending.stopSequence().ifPresent(text -> target.put("stop_sequence", text));
    target.putIfAbsent("stop_details", target.nullNode());
  }

  /**
   * How an answer ended.
   *
   * @param refused whether a refusal was among its parts
   */
  record Ending(StopReason stop, Optional<String> stopSequence, Extras extras, boolean refused) {}
}
