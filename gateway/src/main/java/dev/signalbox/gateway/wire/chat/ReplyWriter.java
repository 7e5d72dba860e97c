package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import java.util.Set;

/** Writes a whole answer. */
final class ReplyWriter {
  private static final String SERVICE_TIER = "service_tier";

  /** The values of {@code service_tier} that OpenAI documents. */
  private static final Set<String> TIERS = Set.of("auto", "default", "flex", "scale", "priority");

  private final ReplyFrame frame;
  private final SignatureSeal seal;
  private final Losses losses;

  ReplyWriter(ReplyFrame frame, SignatureSeal seal, Losses losses) {
    this.frame = frame;
    this.seal = seal;
    this.losses = losses;
  }

  ObjectNode write(Reply reply) {
    ObjectNode body = StrictJson.object();
    body.put("id", idOf(frame));
    body.put("object", "chat.completion");
    body.put("created", createdOr(reply.createdSeconds(), frame));
    body.put("model", frame.modelOr(reply.model()));
    ArrayNode choices = body.putArray("choices");
    for (Choice choice : reply.choices()) {
      choices.add(new ChoiceWriter(frame, seal, losses).write(choice));
    }
    reply.usage().ifPresent(usage -> body.set("usage", ChatUsage.write(usage)));
    writeExtras(reply.extras(), body, losses);
    return body;
  }

  /** Writes the further fields of an answer; tiers of other servers are no values clients know. */
  static void writeExtras(Extras extras, ObjectNode body, Losses losses) {
    extras.writeTo(body, Protocol.CHAT, losses, "");
    JsonNode tier = body.path(SERVICE_TIER);
    if (!tier.isMissingNode() && !TIERS.contains(tier.asText())) {
      body.remove(SERVICE_TIER);
      losses.dropped(SERVICE_TIER, "not a tier of the Chat API");
    }
  }

  /** The id of the answer in this protocol. */
  static String idOf(ReplyFrame frame) {
    return "chatcmpl-" + frame.replyId();
  }

  static long createdOr(long createdSeconds, ReplyFrame frame) {
    return createdSeconds > 0 ? createdSeconds : frame.nowSeconds();
  }
}
