package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.HostForm;
import dev.signalbox.gateway.wire.eventstream.EventStreamText;
import dev.signalbox.gateway.wire.eventstream.MessageDecoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Converse as Bedrock has it: streams in frames, and the name of an exception in a header, which
 * the body says from here on.
 */
public record ConverseForm() implements HostForm {
  private static final String FRAMES = "application/vnd.amazon.eventstream";

  @Override
  public Optional<EventStreamText> framing(String contentType) {
    return framing(contentType, UnaryOperator.identity());
  }

  /** The same where {@code failure} makes an exception what the API has for it. */
  static Optional<EventStreamText> framing(String contentType, UnaryOperator<ObjectNode> failure) {
    return contentType.toLowerCase(Locale.ROOT).startsWith(FRAMES)
        ? Optional.of(new EventStreamText(MessageDecoder.MAX_MESSAGE_BYTES, failure))
        : Optional.empty();
  }

  @Override
  public Told error(Refused refused) {
    return StrictJson.tryParse(refused.body()).orElse(null) instanceof ObjectNode said
            && !refused.name().isEmpty()
        ? new Told(Optional.of(StrictJson.toBytes(named(said, refused.name()))), OptionalLong.empty())
        : new Told(Optional.empty(), OptionalLong.empty());
  }

  private static ObjectNode named(ObjectNode said, String name) {
    ObjectNode named = said.deepCopy();
    named.putIfAbsent(EventStreamText.TYPE, named.textNode(name));
    return named;
  }
}
