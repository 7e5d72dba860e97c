package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The items of stored responses: what a request brought in, as {@code GET
 * /v1/responses/{id}/input_items} lists it, and requests that go on from earlier responses.
 */
public final class ResponseItems {
  private static final String MESSAGE = "message";
  private static final String COMPLETED = "completed";

  private ResponseItems() {}

  /**
   * Which of the items to list.
   *
   * @param after list only what follows the item with this id in the list's order; an unknown id is
   *     ignored
   * @param limit most items to list, 1 to 100
   * @param ascending oldest first; the API's default is newest first
   */
  public record Page(Optional<String> after, int limit, boolean ascending) {
    /** The API's defaults: the newest 20, newest first. */
    public static final Page FIRST = new Page(Optional.empty(), 20, false);

    public Page {
      if (limit < 1 || limit > 100) {
        throw new IllegalArgumentException("a page has 1 to 100 items");
      }
    }
  }

  /**
   * The input of a request as a list of whole items: each with an id, messages with a list of
   * parts. Ids that the client did not give are derived from {@code responseId} and the place of
   * the item. Values that are no items are left out.
   */
  public static List<JsonNode> inputItems(ObjectNode requestBody, String responseId) {
    String owner = responseId.startsWith("resp_") ? responseId.substring(5) : responseId;
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode item : ownItems(requestBody)) {
      if (item instanceof ObjectNode object) {
        items.add(normalised(object.deepCopy(), owner, "in" + items.size()));
      }
    }
    return items;
  }

  private static ArrayNode ownItems(ObjectNode requestBody) {
    JsonNode input = requestBody.path("input");
    if (input instanceof ArrayNode array) {
      return array;
    }
    ArrayNode items = StrictJson.mapper().createArrayNode();
    if (input.isTextual()) {
      ObjectNode message = items.addObject();
      message.put("type", MESSAGE);
      message.put("role", "user");
      message.set("content", input);
    }
    return items;
  }

  private static ObjectNode normalised(ObjectNode item, String owner, String place) {
    if (!item.hasNonNull("type")) {
      item.put("type", MESSAGE);
    }
    String type = item.path("type").asText();
    switch (type) {
      case MESSAGE -> {
        item.set("content", content(item));
        identify(item, ItemIds.make("msg", owner, place), true);
      }
      case "function_call" -> identify(item, ItemIds.make("fc", owner, place), true);
      case "function_call_output" -> identify(item, ItemIds.make("fco", owner, place), true);
      case "reasoning" -> identify(item, ItemIds.make("rs", owner, place), false);
      default -> identify(item, ItemIds.make("item", owner, place), false);
    }
    return item;
  }

  private static void identify(ObjectNode item, String id, boolean hasStatus) {
    if (!item.hasNonNull("id")) {
      item.put("id", id);
    }
    if (hasStatus && !item.hasNonNull("status")) {
      item.put("status", COMPLETED);
    }
  }

  private static ArrayNode content(ObjectNode message) {
    boolean assistant = message.path("role").asText().equals("assistant");
    JsonNode content = message.path("content");
    ArrayNode parts = StrictJson.mapper().createArrayNode();
    if (content.isTextual()) {
      parts
          .addObject()
          .put("type", assistant ? "output_text" : "input_text")
          .put("text", content.textValue());
    } else {
      content.forEach(part -> parts.add(part.deepCopy()));
    }
    for (JsonNode part : parts) {
      if (part instanceof ObjectNode text && text.path("type").asText().equals("output_text")) {
        text.putIfAbsent("annotations", StrictJson.mapper().createArrayNode());
        text.putIfAbsent("logprobs", StrictJson.mapper().createArrayNode());
      }
    }
    return parts;
  }

  /**
   * The request with a conversation before its own input.
   *
   * @param history input and output items of the earlier responses, oldest first
   * @return a new body without {@code previous_response_id}; earlier instructions are not taken
   *     over, as the API has it
   */
  public static ObjectNode withHistory(ObjectNode requestBody, List<JsonNode> history) {
    ArrayNode input = StrictJson.mapper().createArrayNode();
    history.forEach(input::add);
    ownItems(requestBody).forEach(input::add);
    ObjectNode body = StrictJson.object();
    body.setAll(requestBody);
    body.remove("previous_response_id");
    body.set("input", input);
    return body;
  }

  /**
   * Whether the input holds what we made for answers of other providers: ids, or signatures under
   * {@code seal}. A provider of this API would not know them, so such a request must be written
   * anew instead of being passed on byte by byte.
   */
  public static boolean holdsItemsOfOurs(ObjectNode requestBody, SignatureSeal seal) {
    return ownItems(requestBody)
        .valueStream()
        .anyMatch(
            item ->
                ItemIds.isMade(item.path("id").asText())
                    || seal.open(item.path("encrypted_content").asText()).isPresent()
                    || seal.open(item.path("call_id").asText()).isPresent());
  }

  /**
   * A list resource of items.
   *
   * @param items all items, oldest first
   */
  public static ObjectNode inputItemList(List<JsonNode> items, Page page) {
    List<JsonNode> ordered = page.ascending() ? items : items.reversed();
    int from = page.after().map(id -> placeAfter(ordered, id)).orElse(0);
    int to = Math.min(ordered.size(), from + page.limit());
    List<JsonNode> listed = ordered.subList(from, to);
    ObjectNode list = StrictJson.object();
    list.put("object", "list");
    ArrayNode data = list.putArray("data");
    listed.forEach(data::add);
    list.set("first_id", idOf(listed.stream().findFirst()));
    list.set("last_id", idOf(listed.reversed().stream().findFirst()));
    list.put("has_more", to < ordered.size());
    return list;
  }

  private static int placeAfter(List<JsonNode> items, String id) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).path("id").asText().equals(id)) {
        return i + 1;
      }
    }
    return 0;
  }

  private static JsonNode idOf(Optional<JsonNode> item) {
    return item.map(found -> found.path("id"))
        .filter(JsonNode::isTextual)
        .orElseGet(() -> StrictJson.mapper().getNodeFactory().nullNode());
  }
}
