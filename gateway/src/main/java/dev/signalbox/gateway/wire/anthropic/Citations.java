package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Citations of a text block. The location (character, page, content block, web search or search
 * result) stays in the extra fields; address, title and cited words have their canonical place. A
 * citation of another protocol becomes a web search location without an {@code encrypted_index},
 * which only clients see: a request drops it.
 */
final class Citations {
  private static final String WEB_SEARCH = "web_search_result_location";

  private Citations() {}

  /** The citations in the array {@code node}; anything else means none. */
  static List<Citation> readAll(JsonNode node) {
    List<Citation> citations = new ArrayList<>();
    node.forEach(
        item -> {
          if (item.isObject()) {
            citations.add(read(item));
          }
        });
    return citations;
  }

  /** One citation. */
  static Citation read(JsonNode node) {
    Set<String> taken = new HashSet<>();
    Optional<String> url = take(node, "url", taken);
    Optional<String> quote = take(node, "cited_text", taken);
    Optional<String> title =
        take(node, "title", taken).or(() -> Lenient.text(node, "document_title"));
    boolean ours =
        WEB_SEARCH.equals(Lenient.textOf(node, "type"))
            && Lenient.textOf(node, "encrypted_index").isEmpty();
    return new Citation(
        url,
        title,
        quote,
        OptionalInt.empty(),
        OptionalInt.empty(),
        ours ? Extras.NONE : Blocks.extras(node, taken));
  }

  private static Optional<String> take(JsonNode node, String name, Set<String> taken) {
    Optional<String> text = Lenient.text(node, name);
    text.ifPresent(_ -> taken.add(name));
    return text;
  }

  /** {@code citation} for a request; empty, and told, when Anthropic did not make it. */
  static Optional<ObjectNode> writeOwn(Citation citation, Losses losses, String path) {
    if (citation.extras().belongTo(Protocol.ANTHROPIC)) {
      return Optional.of(own(citation));
    }
    losses.dropped(path, "citations of another provider cannot be sent");
    return Optional.empty();
  }

  /** {@code citation} for a client; empty, and told, when it has no address. */
  static Optional<ObjectNode> write(Citation citation, Losses losses, String path) {
    if (citation.extras().belongTo(Protocol.ANTHROPIC)) {
      return Optional.of(own(citation));
    }
    if (citation.url().isEmpty()) {
      losses.dropped(path, "the source has no address");
      return Optional.empty();
    }
    ObjectNode node =
        Blocks.block(WEB_SEARCH)
            .put("cited_text", citation.quote().orElse(""))
            .put("encrypted_index", "")
            .put("url", citation.url().orElseThrow())
            .putNull("title");
    citation.title().ifPresent(title -> node.put("title", title));
    citation.extras().writeTo(StrictJson.object(), Protocol.ANTHROPIC, losses, path);
    if (citation.start().isPresent() || citation.end().isPresent()) {
      losses.dropped(path + ".start_index", "citations stand for their whole text block");
    }
    return Optional.of(node);
  }

  private static ObjectNode own(Citation citation) {
    ObjectNode node = citation.extras().fields().deepCopy();
    citation.url().ifPresent(url -> node.put("url", url));
    citation.quote().ifPresent(quote -> node.put("cited_text", quote));
    if (!node.has("document_title")) {
      citation.title().ifPresent(title -> node.put("title", title));
    }
    return node;
  }
}
