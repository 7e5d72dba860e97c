package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Optional;
import java.util.Set;

/** {@code message.annotations} of type {@code url_citation}, both ways. */
final class Annotations {
  private static final String TYPE = "url_citation";

  private Annotations() {}

  /** The citation {@code annotation} holds; empty for other types. */
  static Optional<Citation> read(ObjectNode annotation) {
    if (!(annotation.path(TYPE) instanceof ObjectNode citation)) {
      return Optional.empty();
    }
    return Optional.of(
        new Citation(
            Lenient.text(citation, "url"),
            Lenient.text(citation, "title"),
            Lenient.text(citation, "content"),
            Lenient.index(citation, "start_index"),
            Lenient.index(citation, "end_index"),
            Extras.of(
                Protocol.CHAT,
                Lenient.others(
                    citation, Set.of("url", "title", "content", "start_index", "end_index")))));
  }

  /**
   * Writes {@code citation} of a text that begins at {@code offset} of the message and is {@code
   * length} units long; a citation without place is of the whole text. Empty, and told, when it has
   * no address: Chat knows no other sources.
   */
  static Optional<ObjectNode> write(Citation citation, int offset, int length, Losses losses) {
    if (citation.url().isEmpty()) {
      losses.dropped("citations", "only sources with an address can be cited");
      return Optional.empty();
    }
    ObjectNode annotation = StrictJson.object();
    annotation.put("type", TYPE);
    ObjectNode node = annotation.putObject(TYPE);
    node.put("url", citation.url().get());
    node.put("title", citation.title().orElse(""));
    node.put("start_index", offset + citation.start().orElse(0));
    node.put("end_index", offset + citation.end().orElse(length));
    citation.quote().ifPresent(quote -> node.put("content", quote));
    citation.extras().writeTo(node, Protocol.CHAT, losses, "citations");
    return Optional.of(annotation);
  }
}
