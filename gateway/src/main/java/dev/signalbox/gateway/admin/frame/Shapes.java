package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The shapes of objects that control paths take and answer, by name: {@code shapes.json}. */
final class Shapes {
  private static final String FILE = "shapes.json";

  private Shapes() {}

  /** All of them, each a JSON Schema with examples. */
  static ObjectNode all() {
    try (InputStream in = Shapes.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the program comes without " + FILE);
      }
      return StrictJson.parseObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands for the shape {@code name} in the document. */
  static ObjectNode reference(String name) {
    return StrictJson.object().put("$ref", "#/components/schemas/" + name);
  }
}
