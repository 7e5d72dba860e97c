package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.http.ClientPath;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.List;
import java.util.Locale;

/**
 * The interface as a document for programs, made of what routes declare: <a
 * href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI 3.1.1</a>, read 2026-11.
 */
public final class OpenApi {
  private static final String DESCRIPTION = "description";
  private static final String SCHEMA = "schema";

  private final ObjectNode document = StrictJson.object().put("openapi", "3.1.1");
  private final ArrayNode tags;
  private final ObjectNode paths;

  private OpenApi(String version) {
    document
        .putObject("info")
        .put("title", "Signalbox")
        .put("version", version)
        .put(
            DESCRIPTION,
            "A gateway for language models. Once access is configured, every path needs a key or a"
                + " session with the role of the path, but those that say they are for anybody.");
    document.putArray("servers").addObject().put("url", "/");
    tags = document.putArray("tags");
    paths = document.putObject("paths");
    OpenApiParts.put(document);
  }

  /**
   * The document of a gateway of that version.
   *
   * @param subjects all control paths
   */
  public static ObjectNode of(String version, List<Subject> subjects) {
    OpenApi api = new OpenApi(version);
    OpenApiDoors.TAGS.forEach(
        (tag, about) -> api.tags.addObject().put("name", tag).put(DESCRIPTION, about));
    ClientPath.ALL.forEach(
        door ->
            api.operation(door.method().name(), door.path()).setAll(OpenApiDoors.operation(door)));
    for (Subject subject : subjects) {
      api.tags.addObject().put("name", subject.name()).put(DESCRIPTION, subject.about());
      subject.routes().forEach(route -> api.add(subject, route));
    }
    return api.document;
  }

  private ObjectNode operation(String method, String path) {
    ObjectNode operation =
        paths.withObjectProperty(path).putObject(method.toLowerCase(Locale.ROOT));
    return operation.put(
        "operationId",
        (method.toLowerCase(Locale.ROOT) + path)
            .replaceAll("[^A-Za-z0-9]+", "_")
            .replaceAll("_$", ""));
  }

  private void add(Subject subject, Route route) {
    ObjectNode operation = operation(route.method().name(), route.template());
    operation.putArray("tags").add(subject.name());
    operation.put("summary", route.summary());
    operation.put(DESCRIPTION, description(route));
    String role = route.role().map(each -> each.id()).orElse("anybody");
    operation.put("x-signalbox-role", role);
    route.audit().name().ifPresent(action -> operation.put("x-signalbox-audit", action));
    if (route.role().isEmpty()) {
      operation.putArray("security");
    }
    parameters(route, operation);
    if (!(route.body() instanceof Body.None)) {
      operation
          .putObject("requestBody")
          .put("required", route.body().isNeeded())
          .putObject("content")
          .putObject(Shape.JSON)
          .set(SCHEMA, route.body().toSchema());
    }
    operation.set("responses", responses(route.answer()));
  }

  private static String description(Route route) {
    String who =
        route
            .role()
            .map(role -> "Needs the role `%s`.".formatted(role.id()))
            .orElse("For anybody.");
    return route
        .audit()
        .name()
        .map(action -> who + " The audit trail is told of it as `%s`.".formatted(action))
        .orElse(who);
  }

  private static void parameters(Route route, ObjectNode operation) {
    ArrayNode all = StrictJson.object().arrayNode();
    for (String name : Segments.of(route.path()).names()) {
      ObjectNode parameter = all.addObject().put("name", name).put("in", "path");
      parameter.put("required", true).putObject(SCHEMA).put("type", "string");
    }
    route.query().forEach(field -> all.add(field.inQuery()));
    if (!all.isEmpty()) {
      operation.set("parameters", all);
    }
  }

  private static ObjectNode responses(Shape answer) {
    ObjectNode responses = StrictJson.object();
    for (int status : answer.statuses()) {
      ObjectNode response = responses.putObject(Integer.toString(status));
      response.put(DESCRIPTION, status == answer.statuses().getFirst() ? "The answer" : "Not now");
      for (String type : answer.types()) {
        ObjectNode content = response.withObjectProperty("content").putObject(type);
        content.set(SCHEMA, type.equals(Shape.JSON) ? answer.schema() : Value.schema("string"));
      }
    }
    responses.putObject("default").put("$ref", "#/components/responses/Error");
    return responses;
  }
}
