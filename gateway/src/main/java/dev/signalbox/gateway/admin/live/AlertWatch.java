package dev.signalbox.gateway.admin.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells new alerts from those that were there before. Guarded by its monitor. */
final class AlertWatch {
  /** What tells one alert from another; the figures of one change all the time. */
  private static final List<String> FIELDS =
      List.of("kind", "model", "task", "source", "project", "metric", "at");

  private Optional<Set<String>> known = Optional.empty();

  /** Whether it knows which there were before. */
  synchronized boolean hasBegun() {
    return known.isPresent();
  }

  /** Those of {@code all}, which are there now, that were not; none the first time. */
  synchronized List<ObjectNode> news(List<ObjectNode> all) {
    Optional<Set<String>> before = known;
    known = Optional.of(all.stream().map(AlertWatch::nameOf).collect(Collectors.toSet()));
    return before.stream()
        .flatMap(old -> all.stream().filter(alert -> !old.contains(nameOf(alert))))
        .toList();
  }

  private static String nameOf(ObjectNode alert) {
    return FIELDS.stream()
        .map(field -> alert.path(field).toString())
        .collect(Collectors.joining(" "));
  }
}
