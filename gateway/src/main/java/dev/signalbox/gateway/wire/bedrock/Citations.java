package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Reads what supports a text; where in its source that stands is kept as it came. */
final class Citations {
  private Citations() {}

  static Citation read(JsonNode citation) {
    ObjectNode kept = StrictJson.object();
    for (String name : new String[] {"location", "source"}) {
      JsonNode value = citation.path(name);
      if (Lenient.tells(value)) {
        kept.set(name, value);
      }
    }
    String quote =
        Lenient.objects(citation, "sourceContent").stream()
            .map(piece -> Lenient.textOf(piece, "text"))
            .collect(Collectors.joining());
    return new Citation(
        Lenient.text(citation.path("location").path("web"), "url"),
        Lenient.text(citation, "title"),
        Optional.of(quote).filter(text -> !text.isEmpty()),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Extras.of(ConverseProviderFormat.CONVERSE, kept));
  }
}
