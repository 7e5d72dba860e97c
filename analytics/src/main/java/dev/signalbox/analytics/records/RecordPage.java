package dev.signalbox.analytics.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of requests.
 *
 * @param rows what {@link RecordJson} says of each
 * @param next asks for the page after this one; empty when there is none. A page that has one may
 *     be short, even empty, where much has to be looked at for little
 * @param rankedFrom of a list that is not in the order of time: when the oldest request came that
 *     was looked at, if there are older ones
 */
public record RecordPage(
    List<ObjectNode> rows, Optional<String> next, Optional<Instant> rankedFrom) {
  /** A page of a list in the order of time. */
  public RecordPage(List<ObjectNode> rows, Optional<String> next) {
    this(rows, next, Optional.empty());
  }
}
