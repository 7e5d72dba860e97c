package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to do instead of LiteLLM's settings that have no equivalent. It is read from {@code
 * litellm-advice.json}: sections of the file with keys of theirs, and a sentence; the section with
 * an empty name is the whole file.
 */
final class LiteLlmAdvice {
  private static final String FILE = "litellm-advice.json";
  private static final String CLOUD = "docs/providers.md says what providers of this kind need";

  /** The parts of an entry of {@code model_list} that have settings. */
  private static final List<String> OF_MODEL = List.of("litellm_params", "model_info");

  private final Findings findings;
  private final Map<String, Map<String, String>> bySection = new HashMap<>();

  LiteLlmAdvice(Findings findings) {
    this.findings = findings;
    for (JsonNode row : rows()) {
      Map<String, String> known =
          bySection.computeIfAbsent(row.path("section").asText(), _ -> new HashMap<>());
      row.path("keys").forEach(key -> known.put(key.asText(), row.path("instead").asText()));
    }
  }

  private static JsonNode rows() {
    try (InputStream stream = LiteLlmAdvice.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException(FILE + " is not there");
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return StrictJson.tryParse(text)
          .orElseThrow(() -> new IllegalStateException(FILE + " is not JSON"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells of those keys of a section that nothing came of. */
  void give(String section, Value table) {
    Map<String, String> known = bySection.getOrDefault(section, Map.of());
    table
        .entries()
        .forEach(
            (key, value) -> {
              String instead = known.get(key);
              if (instead != null) {
                findings.without(value, instead);
              }
            });
  }

  /** Tells of those keys of an entry of {@code model_list} that nothing came of. */
  void giveOfModel(Value entry) {
    for (String part : OF_MODEL) {
      entry.get(part).filter(Value::isTable).ifPresent(table -> give(part, table));
    }
  }

  /** What to do about a model whose service has no provider type here. */
  static String ofVendor(String model) {
    String vendor = LiteLlmDeployment.head(model).orElse(model);
    return switch (vendor) {
      case "sagemaker", "azure_ai" ->
          "models of `%s` are not imported: write the provider by hand, %s"
              .formatted(vendor, CLOUD);
      default ->
          "`%s` is no service that is known here; where it speaks OpenAI's Chat, write a provider of"
                  .formatted(vendor)
              + " type `openai_chat` with its address";
    };
  }
}
