package dev.signalbox.gateway.wire.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Finds and reads recorded traffic; a test that needs it skips with a clear message without it. */
public final class Recordings {
  private Recordings() {}

  /** All recordings of {@code api}, by name; skips the test when there are none. */
  public static List<Recording> of(String api) {
    Path folder = root().resolve(api);
    Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: no recorded traffic");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> read(api, file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Our own of {@code api}, written by hand in the same form: always there. */
  public static List<Recording> own(String api) {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/wire", api))) {
      return files.sorted().map(file -> read(api, file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Our own of {@code api} called {@code name}. */
  public static Recording own(String api, String name) {
    return read(api, Path.of("src/test/resources/wire", api, name + ".json"));
  }

  private static Path root() {
    String configured = System.getProperty("signalbox.shared");
    if (configured != null) {
      return Path.of(configured, "wire");
    }
    Path module = Path.of("").toAbsolutePath();
    Path repository = Files.exists(module.resolve("mvnw")) ? module : module.resolve("..");
    return repository.resolve("../shared/wire").normalize();
  }

  private static Recording read(String api, Path file) {
    try {
      JsonNode all = StrictJson.parse(Files.readAllBytes(file));
      JsonNode request = all.path("request");
      JsonNode response = all.path("response");
      Set<String> tags = new LinkedHashSet<>();
      all.path("tags").forEach(tag -> tags.add(tag.asText()));
      String name = String.valueOf(file.getFileName());
      return new Recording(
          api,
          name.substring(0, name.length() - ".json".length()),
          tags,
          request.path("method").asText("POST"),
          request.path("path").asText(""),
          present(request.path("body")),
          response.path("status").asInt(200),
          response.path("content_type").asText("").toLowerCase(Locale.ROOT),
          present(response.path("body")),
          present(response.path("sse")).map(JsonNode::asText),
          present(response.path("body_text")).map(JsonNode::asText));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<JsonNode> present(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
  }
}
