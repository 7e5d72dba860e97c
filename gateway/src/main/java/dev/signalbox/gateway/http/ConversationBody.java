package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.pipeline.RequestBody;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import dev.signalbox.gateway.wire.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A body as it came where the provider keeps its conversation too, the whole one elsewhere. Used by
 * one thread at a time.
 */
final class ConversationBody implements RequestBody {
  private final byte[] original;
  private final ObjectNode parsed;
  private final Conversations.Conversation conversation;
  private final Plain plain;
  private @Nullable BodyScan scan;
  private byte @Nullable [] whole;
  private @Nullable RequestNeeds needs;

  /**
   * What holds nothing of ours.
   *
   * @param asItCame the body as it came
   * @param whole the whole conversation
   */
  record Plain(boolean asItCame, boolean whole) {}

  ConversationBody(
      byte[] original, ObjectNode parsed, Conversations.Conversation conversation, Plain plain) {
    this.original = original;
    this.parsed = parsed;
    this.conversation = conversation;
    this.plain = plain;
  }

  @Override
  public byte[] original() {
    return original;
  }

  @Override
  public BodyScan scanned() {
    BodyScan known = scan == null ? BodyScan.of(original) : scan;
    scan = known;
    return known;
  }

  /** With the conversation, as it is there anyway. */
  @Override
  public ObjectNode settings() {
    return parsed;
  }

  @Override
  public int size() {
    return original.length + conversation.previous().map(ResponseStore.Stored::bytes).orElse(0);
  }

  @Override
  public byte[] whole() {
    byte[] known = whole;
    if (known == null) {
      known =
          conversation.previous().isEmpty()
              ? original
              : StrictJson.toBytes(conversation.expanded());
      whole = known;
    }
    return known;
  }

  /** Those of the whole conversation; what it continues names its session. */
  @Override
  public RequestNeeds needs() {
    RequestNeeds known = needs;
    if (known == null) {
      known = RequestNeeds.of(whole()).inSession(conversation.previousId());
      needs = known;
    }
    return known;
  }

  @Override
  public byte[] forProvider(UpstreamSpec provider) {
    if (conversation.unknown() && !provider.speaks(Protocol.RESPONSES)) {
      throw Problem.invalid(
              Conversations.PREVIOUS,
              "`previous_response_id` names a response that is not kept here: send what was said in `input`")
          .withCode("not_found")
          .toException();
    }
    return asItCame(provider) ? original : whole();
  }

  @Override
  public boolean passesTo(UpstreamSpec provider) {
    return asItCame(provider) ? plain.asItCame() : plain.whole();
  }

  private boolean asItCame(UpstreamSpec provider) {
    return conversation.previous().isEmpty()
        || (provider.speaks(Protocol.RESPONSES) && conversation.isKeptBy(provider.id()));
  }
}
