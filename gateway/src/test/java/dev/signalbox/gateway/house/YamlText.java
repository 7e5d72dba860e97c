package dev.signalbox.gateway.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads YAML as the programs do that are configured with it: a name that is there twice is none.
 */
final class YamlText {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private YamlText() {}

  /** The one document in {@code text}, with what it refers to in place. */
  static JsonNode one(String text) {
    List<JsonNode> documents = all(text);
    if (documents.size() != 1) {
      throw new IllegalArgumentException(documents.size() + " documents instead of one");
    }
    return documents.getFirst();
  }

  /** The documents in {@code text}, those that are empty left out. */
  static List<JsonNode> all(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var documents = new ArrayList<JsonNode>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
      if (document != null) {
        documents.add(MAPPER.valueToTree(document));
      }
    }
    return documents;
  }
}
