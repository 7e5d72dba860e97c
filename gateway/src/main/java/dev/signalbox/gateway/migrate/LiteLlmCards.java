package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.CatalogOverlay;
import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.catalog.ImportedCards;
import dev.signalbox.engine.catalog.LiteLlmImport;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What LiteLLM's deployments say of their models, prices above all, as cards of ours. The names are
 * those of LiteLLM's price list, so that list is what reads them.
 */
final class LiteLlmCards {
  private static final String MODE = "mode";
  private static final String NO_CARD =
      "a pattern has no card, and models at Vertex AI have those of their makers: write `[[cards]]`";
  private static final List<String> FACTS = List.of("max_input_tokens", "max_output_tokens");

  private final Sheet sheet;
  private final Findings findings;
  private final LiteLlmProviders providers;
  private final Map<String, String> modelById = new LinkedHashMap<>();

  LiteLlmCards(Sheet sheet, LiteLlmProviders providers) {
    this.sheet = sheet;
    this.findings = sheet.findings();
    this.providers = providers;
  }

  /**
   * Makes a card of {@code deployment}, which the provider {@code id} serves, where it says
   * anything.
   */
  void read(LiteLlmDeployment deployment, String id) {
    Map<String, Value> facts = facts(deployment);
    deployment.info().flatMap(info -> info.get(MODE)).ifPresent(this::mode);
    if (facts.isEmpty()) {
      return;
    }
    if (deployment.isPattern() || LiteLlmCloud.isVertex(deployment.vendor())) {
      facts.values().forEach(value -> findings.without(value, NO_CARD));
      return;
    }
    ImportedCards imported = LiteLlmImport.read(json(deployment, facts), LocalDate.EPOCH);
    for (ImportedCards.NotUnderstood note : imported.notUnderstood()) {
      Optional.ofNullable(facts.get(note.field()))
          .ifPresent(value -> findings.without(value, "it " + note.reason()));
    }
    List<ObjectNode> cards = CatalogOverlay.changesOf(CatalogReader.standard(), imported.cards());
    if (cards.isEmpty()) {
      facts.values().forEach(value -> findings.without(value, "no card can be made of it"));
      return;
    }
    ObjectNode card = stated(cards.getFirst());
    String cardId = card.path("id").asText();
    String earlier = modelById.putIfAbsent(cardId, card.toString());
    if (earlier == null) {
      write(card, deployment);
    }
    if (deployment.vendor().maker().length() > 0) {
      providers.makerOf(id, cardId.substring(0, cardId.indexOf('/')));
    }
    String as = "the card `%s`".formatted(cardId);
    facts
        .values()
        .forEach(
            value -> {
              if (earlier == null || earlier.equals(card.toString())) {
                findings.taken(value, as);
              } else {
                findings.approximated(
                    value, as, "another deployment of this model says otherwise, and came first");
              }
            });
  }

  private void mode(Value mode) {
    switch (mode.text()) {
      case "chat", "completion", "responses", "embedding" ->
          findings.taken(mode, "the path that a request comes by");
      default ->
          findings.approximated(
              mode, "paths that pass through", "such requests go to the provider as they are");
    }
  }

  /** Prices, limits and abilities, of the call or of the model. */
  private static Map<String, Value> facts(LiteLlmDeployment deployment) {
    Map<String, Value> facts = new LinkedHashMap<>();
    Stream.concat(
            deployment.info().stream(),
            deployment.entry().get("litellm_params").filter(Value::isTable).stream())
        .forEach(
            table ->
                table
                    .entries()
                    .forEach(
                        (key, value) -> {
                          if (isFact(key) && !value.isNothing() && !value.isTable()) {
                            facts.put(key, value);
                          }
                        }));
    return facts;
  }

  private static boolean isFact(String key) {
    return key.contains("_cost") || key.startsWith("supports_") || FACTS.contains(key);
  }

  private static byte[] json(LiteLlmDeployment deployment, Map<String, Value> facts) {
    ObjectNode list = Json.object();
    String vendor = deployment.vendor().name();
    ObjectNode entry =
        list.putObject(vendor + "/" + LiteLlmProviders.served(deployment))
            .put("litellm_provider", vendor);
    boolean embedding =
        deployment.info().flatMap(info -> info.textOf(MODE)).orElse("").equals("embedding");
    entry.put(MODE, embedding ? "embedding" : "chat");
    facts.forEach((key, value) -> entry.set(key, fact(key, value)));
    return list.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Numbers may be written as texts. */
  private static JsonNode fact(String key, Value value) {
    return key.startsWith("supports_") || value.isList()
        ? Json.of(value)
        : Json.number(value.number());
  }

  /** A price of one's own needs no source. */
  private static ObjectNode stated(ObjectNode card) {
    ObjectNode own = card.deepCopy();
    own.remove("provenance");
    if (own.get("price") instanceof ObjectNode price) {
      price.retain("rows");
    }
    return own;
  }

  private void write(ObjectNode card, LiteLlmDeployment deployment) {
    Block block = sheet.draft().add(Part.CARDS, "[[cards]]").from(deployment.entry());
    card.properties().stream()
        .filter(entry -> !entry.getValue().isNull() && !isHollow(entry.getValue()))
        .forEach(entry -> block.put(entry.getKey(), entry.getValue()));
  }

  private static boolean isHollow(JsonNode value) {
    return value.isContainerNode() && value.isEmpty();
  }
}
