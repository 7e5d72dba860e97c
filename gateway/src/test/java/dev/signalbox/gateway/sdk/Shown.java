package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/** What a document shows of an answer, held against one. */
final class Shown {
  private Shown() {}

  /** Fails unless {@code actual} has every field of {@code shown}, whatever the values are. */
  static void assertShows(JsonNode actual, JsonNode shown, String where) {
    assertThat(actual.getNodeType()).as(where).isEqualTo(shown.getNodeType());
    shown
        .properties()
        .forEach(
            field -> {
              assertThat(actual.has(field.getKey())).as("%s: %s", where, field.getKey()).isTrue();
              assertShows(
                  actual.get(field.getKey()), field.getValue(), where + " " + field.getKey());
            });
    if (shown.isArray()) {
      shown.forEach(
          entry ->
              assertThat(actual)
                  .as("%s: an entry like %s", where, entry)
                  .anyMatch(each -> isLike(each, entry)));
    }
  }

  /** Whether {@code actual} has what {@code shown} has. */
  static boolean isLike(JsonNode actual, JsonNode shown) {
    if (actual.getNodeType() != shown.getNodeType()) {
      return false;
    }
    return shown.properties().stream()
            .allMatch(
                field ->
                    actual.has(field.getKey())
                        && isLike(actual.get(field.getKey()), field.getValue()))
        && (!shown.isArray()
            || StreamSupport.stream(shown.spliterator(), false)
                .allMatch(
                    entry ->
                        StreamSupport.stream(actual.spliterator(), false)
                            .anyMatch(each -> isLike(each, entry))));
  }
}
