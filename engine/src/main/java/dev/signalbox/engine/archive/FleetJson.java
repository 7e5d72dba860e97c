package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.CardWriter;
import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Fleet;
import dev.signalbox.engine.state.ProviderFacts;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.engine.text.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Providers and deployments as stored JSON, in two parts: cards without their prices, and prices,
 * so that a change of prices is no new catalog.
 */
final class FleetJson {
  private static final String MODEL = "model";
  private static final String FORMATS = "formats";

  private FleetJson() {}

  /** The providers by id, and the deployments in their order with their cards. */
  static ObjectNode catalog(Fleet fleet) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode providers = node.putArray("providers");
    new TreeMap<>(fleet.providers()).values().forEach(facts -> providers.add(provider(facts)));
    ArrayNode deployments = node.putArray("deployments");
    for (Standing standing : fleet.standings()) {
      Deployment deployment = standing.deployment();
      requireKnown(deployment, fleet);
      ObjectNode entry = deployments.addObject().put(MODEL, deployment.target().toString());
      List<String> formats = deployment.provider().formats();
      if (!formats.equals(factsOf(deployment, fleet).formats())) {
        PolicyJson.putTexts(entry, FORMATS, formats);
      }
      deployment
          .card()
          .map(card -> card.toBuilder().price(PriceSheet.UNKNOWN).build())
          .ifPresent(card -> entry.set("card", CardWriter.toJson(card)));
    }
    return node;
  }

  private static ProviderFacts factsOf(Deployment deployment, Fleet fleet) {
    return fleet.providers().getOrDefault(deployment.target().provider(), deployment.provider());
  }

  /** A deployment differs from its provider in nothing but the formats of its model. */
  private static void requireKnown(Deployment deployment, Fleet fleet) {
    ProviderFacts facts = deployment.provider();
    ProviderFacts known = fleet.providers().get(deployment.target().provider());
    if (known == null || !facts.equals(known.speaking(facts.formats()))) {
      throw new IllegalArgumentException(
          "the provider of %s is not that of the fleet".formatted(deployment));
    }
  }

  /** The prices of the deployments that have some, in their order. */
  static ObjectNode prices(Collection<Standing> standings) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode prices = node.putArray("prices");
    for (Standing standing : standings) {
      PriceSheet price = standing.deployment().price();
      if (!price.rows().isEmpty()) {
        prices
            .addObject()
            .put(MODEL, standing.deployment().target().toString())
            .set("price", CardWriter.toJson(price));
      }
    }
    return node;
  }

  /** What both parts say together. */
  record Known(Map<String, ProviderFacts> providers, List<Deployment> deployments) {}

  static Known read(JsonNode catalog, JsonNode prices) {
    Fields fields = Fields.of(catalog, "a catalog");
    Map<String, ProviderFacts> providers = new HashMap<>();
    for (Fields each : fields.objects("providers")) {
      ProviderFacts facts = provider(each);
      providers.put(facts.id(), facts);
    }
    Map<String, PriceSheet> sheets = new HashMap<>();
    for (JsonNode each : prices.path("prices")) {
      sheets.put(each.path(MODEL).asText(), CatalogReader.price(each.path("price")));
    }
    List<Deployment> deployments = new ArrayList<>();
    for (JsonNode each : catalog.path("deployments")) {
      deployments.add(deployment(each, providers, sheets));
    }
    return new Known(providers, deployments);
  }

  private static Deployment deployment(
      JsonNode node, Map<String, ProviderFacts> providers, Map<String, PriceSheet> sheets) {
    Fields fields = Fields.of(node, "a deployment");
    Target target = fields.required(MODEL, Target.in(fields, MODEL));
    Optional<ModelCard> card =
        Optional.ofNullable(node.get("card"))
            .map(CatalogReader::card)
            .map(
                known ->
                    known.toBuilder()
                        .price(sheets.getOrDefault(target.toString(), PriceSheet.UNKNOWN))
                        .build());
    ProviderFacts provider =
        Optional.ofNullable(providers.get(target.provider()))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the provider of %s is missing".formatted(target)));
    List<String> formats = fields.texts(FORMATS);
    return new Deployment(target, formats.isEmpty() ? provider : provider.speaking(formats), card);
  }

  private static ObjectNode provider(ProviderFacts facts) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", facts.id());
    PolicyJson.putTexts(node, FORMATS, facts.formats());
    PolicyJson.putTexts(node, "regions", facts.regions().stream().sorted().toList());
    PolicyJson.putTexts(node, "clearances", facts.clearances().stream().sorted().toList());
    if (facts.reserved()) {
      node.put("reserved", true);
    }
    return node.put("enabled", facts.enabled())
        .put("local", facts.local())
        .put("keeps_nothing", facts.keepsNothing().id());
  }

  private static ProviderFacts provider(Fields fields) {
    return new ProviderFacts(
        fields.required("id", fields.text("id")),
        fields.texts(FORMATS),
        fields.flag("enabled", false),
        fields.flag("local", false),
        Set.copyOf(fields.texts("regions")),
        Set.copyOf(fields.texts("clearances")),
        fields.required("keeps_nothing", fields.oneOf("keeps_nothing", Support.values())),
        fields.flag("reserved", false));
  }
}
