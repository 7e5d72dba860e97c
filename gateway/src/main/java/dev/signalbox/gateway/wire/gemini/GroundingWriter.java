package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the citations of one candidate as {@code groundingMetadata}. */
final class GroundingWriter {
  private final Losses losses;
  private final ArrayNode chunks = StrictJson.object().putArray("groundingChunks");
  private final ArrayNode supports = StrictJson.object().putArray("groundingSupports");
  private final Map<ObjectNode, Integer> indexes = new HashMap<>();

  GroundingWriter(Losses losses) {
    this.losses = losses;
  }

  /**
   * The supported text.
   *
   * @param index place of the part in the candidate's content
   * @param path for losses
   */
  record Place(int index, String text, String path) {}

  /** Adds the citations of one text; returns whether there is anything new. */
  boolean add(Place place, List<Citation> citations) {
    int before = supports.size();
    TextPlaces places = new TextPlaces(citations.isEmpty() ? "" : place.text());
    for (Citation citation : citations) {
      if (!citation.extras().belongTo(Protocol.GEMINI)) {
        citation.extras().writeTo(StrictJson.object(), Protocol.GEMINI, losses, place.path());
        Optional<ObjectNode> chunk = chunk(citation);
        if (chunk.isPresent()) {
          support(place, citation, places)
              .putArray("groundingChunkIndices")
              .add(index(chunk.get()));
        } else {
          losses.dropped(place.path() + ".citations", "a source without address, title and quote");
        }
      }
    }
    return supports.size() > before;
  }

  /** All citations so far; empty when there are none. */
  Optional<ObjectNode> metadata() {
    if (supports.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode metadata = StrictJson.object();
    metadata.set("groundingChunks", chunks.deepCopy());
    metadata.set("groundingSupports", supports.deepCopy());
    return Optional.of(metadata);
  }

  private static Optional<ObjectNode> chunk(Citation citation) {
    if (citation.url().isEmpty() && citation.title().isEmpty() && citation.quote().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode chunk = StrictJson.object();
    boolean web = citation.quote().isEmpty() && citation.url().isPresent();
    ObjectNode source = chunk.putObject(web ? "web" : "retrievedContext");
    citation.url().ifPresent(url -> source.put("uri", url));
    citation.title().ifPresent(title -> source.put("title", title));
    citation.quote().ifPresent(quote -> source.put("text", quote));
    return Optional.of(chunk);
  }

  private int index(ObjectNode chunk) {
    Integer known = indexes.get(chunk);
    if (known != null) {
      return known;
    }
    indexes.put(chunk, chunks.size());
    chunks.add(chunk);
    return chunks.size() - 1;
  }

  /** A citation without a place supports its whole text. */
  private ObjectNode support(Place place, Citation citation, TextPlaces places) {
    int length = place.text().length();
    int start = Math.clamp(citation.start().orElse(0), 0, length);
    int end = Math.clamp(citation.end().orElse(length), start, length);
    ObjectNode support = supports.addObject();
    ObjectNode segment = support.putObject("segment");
    if (place.index() > 0) {
      segment.put("partIndex", place.index());
    }
    if (start > 0) {
      segment.put("startIndex", places.bytesBefore(start));
    }
    segment.put("endIndex", places.bytesBefore(end));
    segment.put("text", place.text().substring(start, end));
    return support;
  }
}
