package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.ArrayList;
import java.util.List;

/** The parts of one content while it is written: function responses apart from the others. */
final class ContentParts {
  private final ArrayNode responses = StrictJson.object().putArray("parts");
  private final ArrayNode others = StrictJson.object().putArray("parts");
  private boolean emptyText;

  void response(ObjectNode part) {
    responses.add(part);
  }

  void other(ObjectNode part) {
    others.add(part);
  }

  /** Takes note of a text without words, which is sent only where there is nothing else. */
  void emptyText() {
    emptyText = true;
  }

  /** The parts for one content each, none of them empty. */
  List<ArrayNode> groups() {
    if (responses.isEmpty() && others.isEmpty() && emptyText) {
      others.addObject().put("text", "");
    }
    List<ArrayNode> groups = new ArrayList<>();
    if (!responses.isEmpty()) {
      groups.add(responses);
    }
    if (!others.isEmpty()) {
      groups.add(others);
    }
    return groups;
  }

  /** All parts together. */
  ArrayNode inOrder() {
    return responses.addAll(others);
  }
}
