package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.fuzz.Trees;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The documents of {@link TranslationsTest} as inputs to begin with. */
final class Samples {
  private static final String JSON = "0";
  private static final String TREE = "1";

  private Samples() {}

  /** Each file's document {@code kind} as text and as a tree, behind its format's choice. */
  static List<byte[]> documents(String kind, Function<ApiFormat, String> choices) {
    List<byte[]> samples = new ArrayList<>();
    each(
        file -> {
          if (file.path(kind) instanceof ObjectNode document) {
            String choice = choices.apply(ApiFormat.byId(file.path("from").asText()));
            samples.add(joined(choice + JSON, StrictJson.toBytes(document)));
            samples.add(joined(choice + TREE, Trees.write(document)));
          }
        });
    return samples;
  }

  /** Each file's stream as bytes and as trees. */
  static List<byte[]> streams(Function<ApiFormat, String> choices) {
    List<byte[]> samples = new ArrayList<>();
    each(
        file -> {
          if (file.path("stream").isArray()) {
            String choice = choices.apply(ApiFormat.byId(file.path("from").asText()));
            StringBuilder text = new StringBuilder();
            ByteArrayOutputStream trees = new ByteArrayOutputStream();
            file.path("stream")
                .forEach(
                    event -> {
                      String name = event.path(0).asText();
                      text.append(name.isEmpty() ? "" : "event: " + name + "\n");
                      text.append("data: ").append(textOf(event)).append("\n\n");
                      trees.writeBytes(Trees.write(event));
                    });
            samples.add(joined(choice + JSON, text.toString().getBytes(StandardCharsets.UTF_8)));
            samples.add(joined(choice + TREE, trees.toByteArray()));
          }
        });
    return samples;
  }

  private static String textOf(JsonNode event) {
    return event.path(1).isTextual() ? event.path(1).textValue() : StrictJson.toText(event.path(1));
  }

  private static void each(Consumer<ObjectNode> consumer) {
    try {
      for (String name : TranslationsTest.names()) {
        byte[] file = Files.readAllBytes(TranslationsTest.folder().resolve(Path.of(name)));
        consumer.accept(StrictJson.parseObject(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] joined(String choices, byte[] rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(choices.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(rest);
    return out.toByteArray();
  }
}
