package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.engine.naming.NameTable;
import dev.signalbox.engine.naming.ProviderNames;
import dev.signalbox.engine.naming.Rewrite;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.pipeline.LiveNames;
import dev.signalbox.gateway.pipeline.question.CallerReach;
import dev.signalbox.gateway.provider.ModelDirectory;
import dev.signalbox.gateway.reach.Escapes;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.listing.AnthropicModels;
import dev.signalbox.gateway.wire.listing.GeminiModels;
import dev.signalbox.gateway.wire.listing.ListedModel;
import dev.signalbox.gateway.wire.listing.OpenAiModels;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The model lists, in each protocol's own shape: aliases, then what every enabled provider serves.
 * Answered from what is known; servers are asked in the background.
 */
final class ModelsDoor {
  private static final String ALIAS_OWNER = "signalbox";

  private final LiveNames names;
  private final ModelDirectory directory;
  private final Routing routing;

  ModelsDoor(LiveNames names, ModelDirectory directory, Routing routing) {
    this.names = names;
    this.directory = directory;
    this.routing = routing;
  }

  /** {@code GET /v1/models}: Anthropic's shape for its clients, OpenAI's for everyone else. */
  Future<Void> list(Arrival arrival) {
    List<ListedModel> models = models(arrival);
    HttpServerRequest request = arrival.request();
    return Answers.send(
        arrival.exchange(),
        isAnthropic(arrival)
            ? AnthropicModels.list(
                models,
                new AnthropicModels.Page(
                    parameter(request, "limit"),
                    parameter(request, "after_id"),
                    parameter(request, "before_id")))
            : OpenAiModels.list(models));
  }

  /** {@code GET /v1/models/{id}}. */
  Future<Void> one(Arrival arrival) {
    ListedModel model = find(arrival, arrival.path().substring("/v1/models/".length()));
    return Answers.send(
        arrival.exchange(),
        isAnthropic(arrival) ? AnthropicModels.one(model) : OpenAiModels.one(model));
  }

  /** {@code GET /v1beta/models}. */
  Future<Void> gemini(Arrival arrival) {
    ObjectNode list =
        GeminiModels.list(
            models(arrival),
            new GeminiModels.Page(
                parameter(arrival.request(), "pageSize"),
                parameter(arrival.request(), "pageToken")));
    return Answers.send(arrival.exchange(), list);
  }

  /** {@code GET /v1beta/models/{id}}. */
  Future<Void> geminiOne(Arrival arrival) {
    return Answers.send(
        arrival.exchange(),
        GeminiModels.one(find(arrival, arrival.path().substring("/v1beta/models/".length()))));
  }

  private static boolean isAnthropic(Arrival arrival) {
    return arrival.format().protocol() == Protocol.ANTHROPIC;
  }

  private static Optional<String> parameter(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getParam(name));
  }

  private ListedModel find(Arrival arrival, String path) {
    String id = Escapes.undoneIfSound(path);
    return models(arrival).stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .or(() -> byOtherName(id, arrival))
        .orElseThrow(
            () ->
                Problem.of(
                        ProblemKind.MODEL_NOT_FOUND,
                        "the model `%s` is not served here".formatted(id))
                    .withCode("model_not_found")
                    .withParam("model")
                    .toException());
  }

  /** A name that the catalog knows and the lists leave out: one with a date, a retired model. */
  private Optional<ListedModel> byOtherName(String id, Arrival arrival) {
    if (arrival.mount().names().closed()) {
      return Optional.empty();
    }
    CallerReach reach = reach(arrival);
    NameTable table = names.table();
    return table.providers().stream()
        .filter(provider -> provider.models().isEmpty())
        .filter(provider -> reach.permits(new Target(provider.id(), id)))
        .flatMap(
            provider ->
                table
                    .catalog()
                    .of(provider.maker(), id)
                    .map(card -> ofCard(card, provider, id))
                    .stream())
        .findFirst();
  }

  private List<ListedModel> models(Arrival arrival) {
    directory.refresh();
    NameTable table = names.table();
    CallerReach reach = reach(arrival);
    Predicate<String> usable =
        name -> reach.permits(names.resolver().resolve(name, arrival.mount().names(), 0));
    Map<String, ListedModel> models = new LinkedHashMap<>();
    arrival.mount().listed().stream()
        .filter(listed -> usable.test(listed.id()))
        .forEach(listed -> models.put(listed.id(), seeded(listed.id(), listed.ownedBy())));
    Set<Target> hidden = new HashSet<>();
    for (Rewrite rewrite : rewrites(arrival.mount().names(), table)) {
      models.putIfAbsent(rewrite.pattern(), seeded(rewrite.pattern(), ALIAS_OWNER));
      hidden.add(rewrite.targetOf(rewrite.pattern()));
    }
    if (arrival.mount().names().closed()) {
      return List.copyOf(models.values());
    }
    table.aliases().keySet().stream()
        .filter(usable)
        .sorted()
        .forEach(alias -> models.putIfAbsent(alias, seeded(alias, ALIAS_OWNER)));
    LocalDate today = today(arrival);
    for (ProviderNames provider : table.providers()) {
      for (String model : table.modelsOf(provider)) {
        Optional<ModelCard> card = table.catalog().of(provider.maker(), model);
        if (card.filter(known -> isRetired(known, today)).isEmpty()
            && !hidden.contains(new Target(provider.id(), model))
            && reach.permits(new Target(provider.id(), model))) {
          models.putIfAbsent(model, listed(card, provider, model));
        }
      }
    }
    return List.copyOf(models.values());
  }

  private CallerReach reach(Arrival arrival) {
    return new CallerReach(arrival.exchange().origin().caller().allowance(), routing.snapshot());
  }

  /** Those that answers hide: lists have the other name in the place of the model. */
  private static List<Rewrite> rewrites(MountNames mount, NameTable table) {
    List<Rewrite> gateways = mount.closed() ? List.of() : table.gateway().rewrites();
    return Stream.concat(mount.rewrites().stream(), gateways.stream())
        .filter(rewrite -> rewrite.reportAlias() && !rewrite.prefix())
        .toList();
  }

  private static ListedModel seeded(String id, String owner) {
    return new ListedModel(
        id,
        ListedModel.Kind.GENERATION,
        ALIAS_OWNER,
        owner,
        id,
        0,
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of());
  }

  private static LocalDate today(Arrival arrival) {
    return LocalDate.ofInstant(arrival.exchange().origin().at(), ZoneOffset.UTC);
  }

  /** Nobody is offered a model that its maker no longer serves; who names it may still try. */
  private static boolean isRetired(ModelCard card, LocalDate today) {
    return card.lifecycle().stageOn(today) == Lifecycle.Stage.RETIRED;
  }

  private static ListedModel listed(
      Optional<ModelCard> card, ProviderNames provider, String model) {
    return card.map(known -> ofCard(known, provider, model))
        .orElseGet(() -> ListedModel.of(model, provider.id()));
  }

  private static ListedModel ofCard(ModelCard card, ProviderNames provider, String model) {
    return new ListedModel(
        model,
        card.kind() == ModelCard.Kind.EMBEDDING
            ? ListedModel.Kind.EMBEDDING
            : ListedModel.Kind.GENERATION,
        provider.id(),
        card.maker(),
        card.name(),
        0,
        asLong(card.limits().contextTokens()),
        asLong(card.limits().maxOutputTokens()),
        Stream.of(Capability.values())
            .filter(capability -> card.supports(capability) == Support.YES)
            .map(Capability::id)
            .toList());
  }

  private static OptionalLong asLong(OptionalInt value) {
    return value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty();
  }
}
