package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.Sessions;
import java.util.List;

/** What the operations of the document refer to. */
final class OpenApiParts {
  private static final List<String> KEY_HEADERS = List.of("x-api-key", "x-goog-api-key", "api-key");

  private OpenApiParts() {}

  /** Adds it to {@code document}. */
  static void put(ObjectNode document) {
    ObjectNode components = document.putObject("components");
    components.set("schemas", Shapes.all());
    components
        .putObject("responses")
        .putObject("Error")
        .put("description", "Refused or failed; `param` names the field, query or header at fault")
        .putObject("content")
        .putObject(Shape.JSON)
        .set("schema", Shapes.reference("Error"));
    ObjectNode schemes = components.putObject("securitySchemes");
    ArrayNode security = document.putArray("security");
    schemes.putObject("bearer").put("type", "http").put("scheme", "bearer");
    security.addObject().putArray("bearer");
    KEY_HEADERS.forEach(name -> credential(name, "header", schemes, security));
    credential("key", "query", schemes, security);
    credential(Sessions.COOKIE, "cookie", schemes, security);
  }

  private static void credential(String name, String in, ObjectNode schemes, ArrayNode security) {
    schemes.putObject(name).put("type", "apiKey").put("in", in).put("name", name);
    security.addObject().putArray(name);
  }
}
