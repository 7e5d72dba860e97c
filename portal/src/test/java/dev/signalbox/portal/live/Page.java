package dev.signalbox.portal.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a page reads: events in the order they came. */
final class Page {
  private static final Pattern EVENT = Pattern.compile("id: (.*)\nevent: (.*)\ndata: (.*)\n\n");
  private static final Pattern ID = Pattern.compile("^id: (.*)$", Pattern.MULTILINE);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<Event> events = new ArrayList<>();
  private Optional<String> lastId = Optional.empty();

  /** An event as it came. */
  record Event(String id, String name, JsonNode data) {}

  /** Reads more. */
  Page read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    ID.matcher(text).results().forEach(found -> lastId = Optional.of(found.group(1)));
    EVENT.matcher(text).results().map(Page::event).forEach(events::add);
    return this;
  }

  private static Event event(MatchResult found) {
    try {
      return new Event(found.group(1), found.group(2), MAPPER.readTree(found.group(3)));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** The id that it would come back with. */
  Optional<String> lastId() {
    return lastId;
  }

  /** The data of all events of that name. */
  List<JsonNode> all(String name) {
    return events.stream().filter(each -> each.name().equals(name)).map(Event::data).toList();
  }

  /** The numbers of the requests that it was told of. */
  List<Long> requests() {
    return all("record").stream().map(each -> each.path("number").asLong()).toList();
  }

  /** The newest tick. */
  JsonNode tick() {
    return all("tick").getLast();
  }
}
