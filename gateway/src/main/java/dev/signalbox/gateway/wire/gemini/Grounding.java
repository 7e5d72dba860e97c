package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.model.Citation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The sources in {@code groundingMetadata} and {@code citationMetadata} of one candidate, waiting
 * for the text they support. Chunks of a stream may repeat them; each counts once.
 */
final class Grounding {
  /** Most sources kept of one candidate. */
  static final int MAX_SOURCES = 1_000;

  private final Set<Source> seen = new HashSet<>();
  private final Set<Source> waiting = new LinkedHashSet<>();

  /**
   * A source and the place it supports.
   *
   * @param segment the supported text; empty when it was not given
   * @param start first byte of it in its part, in UTF-8; -1 when no place was given
   * @param end byte after the last
   */
  private record Source(
      Optional<String> url,
      Optional<String> title,
      Optional<String> quote,
      String segment,
      int start,
      int end) {}

  /** Takes what {@code candidate} says of sources. */
  void add(ObjectNode candidate) {
    if (candidate.path("groundingMetadata") instanceof ObjectNode metadata) {
      grounding(Names.camel(metadata));
    }
    if (candidate.path("citationMetadata") instanceof ObjectNode metadata) {
      ObjectNode citations = Names.camel(metadata);
      citations.path("citationSources").forEach(this::citation);
      citations.path("citations").forEach(this::citation);
    }
  }

  private void grounding(ObjectNode metadata) {
    JsonNode chunks = metadata.path("groundingChunks");
    JsonNode supports = metadata.path("groundingSupports");
    for (JsonNode support : supports) {
      JsonNode segment = support.path("segment");
      for (JsonNode index : support.path("groundingChunkIndices")) {
        int end = segment.path("endIndex").asInt(-1);
        int start = end < 0 ? -1 : segment.path("startIndex").asInt(0);
        add(source(chunks.path(index.asInt(-1)), segment.path("text").asText(""), start, end));
      }
    }
    if (supports.isEmpty()) {
      chunks.forEach(chunk -> add(source(chunk, "", -1, -1)));
    }
  }

  private static Optional<Source> source(JsonNode chunk, String segment, int start, int end) {
    for (String kind : List.of("web", "retrievedContext", "maps")) {
      JsonNode source = chunk.path(kind);
      if (source.path("uri").isTextual()) {
        Optional<String> quote =
            kind.equals("maps") ? Optional.empty() : Lenient.text(source, "text");
        return Optional.of(
            new Source(
                Lenient.text(source, "uri"),
                Lenient.text(source, "title"),
                quote,
                segment,
                start,
                end));
      }
    }
    return Optional.empty();
  }

  private void citation(JsonNode value) {
    if (value.path("uri").isTextual()) {
      int end = value.path("endIndex").asInt(-1);
      int start = end < 0 ? -1 : value.path("startIndex").asInt(0);
      add(
          Optional.of(
              new Source(
                  Lenient.text(value, "uri"),
                  Lenient.text(value, "title"),
                  Optional.empty(),
                  "",
                  start,
                  end)));
    }
  }

  private void add(Optional<Source> source) {
    if (source.isPresent() && seen.size() < MAX_SOURCES && seen.add(source.get())) {
      waiting.add(source.get());
    }
  }

  /** Takes the sources that support {@code text}, and those whose place is not known. */
  List<Citation> take(String text) {
    if (waiting.isEmpty() || text.isEmpty()) {
      return List.of();
    }
    Set<Citation> taken = new LinkedHashSet<>();
    TextPlaces places = new TextPlaces(text);
    for (Source source : List.copyOf(waiting)) {
      Optional<Citation> citation = citation(source, places);
      if (citation.isPresent()) {
        taken.add(citation.get());
        waiting.remove(source);
      }
    }
    return new ArrayList<>(taken);
  }

  private static Optional<Citation> citation(Source source, TextPlaces places) {
    if (source.segment().isEmpty()) {
      return Optional.of(citation(source, places.range(source.start(), source.end())));
    }
    Optional<TextPlaces.Range> exact =
        places
            .range(source.start(), source.end())
            .filter(range -> places.at(range).equals(source.segment()))
            .or(() -> places.find(source.segment()));
    return exact.map(range -> citation(source, Optional.of(range)));
  }

  private static Citation citation(Source source, Optional<TextPlaces.Range> range) {
    // The metadata itself goes along as it came, hence the mark: nothing has to be written anew.
    return new Citation(
        source.url(),
        source.title(),
        source.quote(),
        range.map(each -> OptionalInt.of(each.start())).orElse(OptionalInt.empty()),
        range.map(each -> OptionalInt.of(each.end())).orElse(OptionalInt.empty()),
        Nested.MARK);
  }
}
