package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a stretch of text with the documents and tool results that support it. */
final class Citations {
  private Citations() {}

  /** A citation for each source, which is kept as it came; one without a source for none. */
  static List<Citation> read(JsonNode citation) {
    List<Citation> all = new ArrayList<>();
    for (ObjectNode source : Lenient.objects(citation, "sources")) {
      ObjectNode kept = StrictJson.object();
      kept.set("source", source);
      all.add(of(citation, source.path("document"), kept));
    }
    return all.isEmpty() ? List.of(of(citation, StrictJson.object(), StrictJson.object())) : all;
  }

  /** Documents have fields of the caller's own; an address and a title are usually called so. */
  private static Citation of(JsonNode citation, JsonNode document, ObjectNode kept) {
    return new Citation(
        Lenient.text(document, "url"),
        Lenient.text(document, "title"),
        Optional.empty(),
        Lenient.index(citation, "start"),
        Lenient.index(citation, "end"),
        Extras.of(CohereProviderFormat.COHERE, kept));
  }
}
