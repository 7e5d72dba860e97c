package dev.signalbox.gateway.provider.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.eventstream.EventStreamText;
import dev.signalbox.gateway.wire.eventstream.MessageDecoder;
import dev.signalbox.gateway.wire.formats.ApiVariant;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Converse as it comes over the wire: streams in frames, and the name of an exception in a header,
 * which the body says from here on.
 */
public record ConverseVariant() implements ApiVariant {
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
  public Optional<Told> error(Refused refused) {
    return StrictJson.tryParse(refused.body())
        .filter(ObjectNode.class::isInstance)
        .filter(_ -> !refused.name().isEmpty())
        .map(said -> ((ObjectNode) said).put(EventStreamText.TYPE, refused.name()))
        .map(said -> new Told(StrictJson.toBytes(said), OptionalLong.empty()));
  }
}
