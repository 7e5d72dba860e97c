package dev.signalbox.gateway.wire.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A tool the model may call. */
public sealed interface Tool {
  /**
   * A function that the client runs.
   *
   * @param parameters JSON Schema of the arguments object; absent means none were declared
   * @param strict whether arguments must match the schema exactly, when the client said so
   */
  record Function(
      String name,
      Optional<String> description,
      Optional<ObjectNode> parameters,
      Optional<Boolean> strict,
      Extras extras)
      implements Tool {}

  /**
   * A tool that a provider runs itself (web search, code execution …) or of a type only one
   * protocol knows.
   *
   * @param type its type in that protocol, for messages
   * @param raw the definition as it came; treated as immutable
   */
  record Native(ApiFormat origin, String type, JsonNode raw) implements Tool {}
}
