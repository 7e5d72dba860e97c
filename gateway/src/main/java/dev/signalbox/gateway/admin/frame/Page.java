package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lists as all control paths write them, and what asks for a page of one. */
public final class Page {
  private static final int LONGEST_CURSOR = 1_000;
  private static final String NAME = "after";
  private static final String ABOUT = "where the page begins: the `next` of the page before";
  private static final String ALLOWED = "the `next` of the page before";

  /** Where a page begins. */
  public static final Field<String> AFTER =
      Field.of(NAME, Value.text(LONGEST_CURSOR, "x7").called(ALLOWED), ABOUT);

  /** The same where cursors are numbers. */
  public static final Field<Long> AFTER_NUMBER =
      Field.of(
          NAME,
          Value.matching("[0-9]{1,18}", ALLOWED, "4711")
              .map(text -> Optional.of(Long.parseLong(text))),
          ABOUT);

  private Page() {}

  /** How many entries a page has. */
  public static Field<Integer> limit(int standard, int most) {
    return Field.of("limit", Value.count(1, most, 20), "how many entries at most").or(standard);
  }

  /** A list that is one page. */
  public static ObjectNode whole(Stream<? extends JsonNode> entries) {
    return of(entries, Optional.empty());
  }

  /** A page and where the next begins. */
  public static ObjectNode of(Stream<? extends JsonNode> entries, Optional<String> next) {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    entries.forEach(data::add);
    return next.map(cursor -> list.put("next", cursor)).orElseGet(() -> list.putNull("next"));
  }

  /**
   * The first {@code limit} of {@code found}, in which there is one more when there is another
   * page.
   *
   * @param cursor of the last entry of a page
   */
  public static <T> ObjectNode cut(
      List<T> found, int limit, Function<T, ObjectNode> json, Function<T, Object> cursor) {
    return of(
        found.stream().limit(limit).map(json),
        found.size() > limit
            ? Optional.of(String.valueOf(cursor.apply(found.get(limit - 1))))
            : Optional.empty());
  }
}
