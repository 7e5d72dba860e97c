package dev.signalbox.gateway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.GatewayDocument;
import dev.signalbox.gateway.config.OauthConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.config.ProviderDocument;
import dev.signalbox.gateway.config.schema.ConfigProblem;
import dev.signalbox.gateway.reach.AddressRefused;
import dev.signalbox.gateway.reach.HostResolver;
import dev.signalbox.gateway.reach.WebAddress;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Changes what is registered, one change after the other: it is checked, tried, stored, and in use
 * with the next request. What is read are volatile references to what never changes.
 */
public final class Registry {
  private final Vertx vertx;
  private final HostResolver resolver;
  private final Changes changes;
  private volatile Registered current;
  private volatile Set<String> ofTheFile = Set.of();

  /** Whoever serves by what is registered. */
  @FunctionalInterface
  public interface Changes {
    /**
     * Serves by what {@code change} makes of what is registered then, once it is stored, and
     * returns it; nothing is changed when the future fails.
     */
    Future<Registration> make(Function<Registered, Registration> change);
  }

  /** A registry that begins with {@code loaded}; documents are read on workers of {@code vertx}. */
  public Registry(Vertx vertx, Registered loaded, HostResolver resolver, Changes changes) {
    this.vertx = vertx;
    this.current = loaded;
    this.resolver = resolver;
    this.changes = changes;
  }

  /** What is registered now. */
  public Registered current() {
    return current;
  }

  /** Whether the configuration file has a provider of that id. */
  public boolean isOfTheFile(String provider) {
    return ofTheFile.contains(provider);
  }

  /** Called by whoever serves by {@code now} over {@code file} from now on. */
  public void inForce(Registered now, GatewayConfig file) {
    current = now;
    ofTheFile = file.providers().stream().map(ProviderConfig::id).collect(Collectors.toSet());
  }

  /**
   * Has the provider {@code id} take no new requests, or take them again. Fails with a {@link
   * ProblemException} when nothing can be served like that.
   */
  public Future<Void> drain(String id, boolean drains, Registration.Change by) {
    if (current.drained().contains(id) == drains) {
      return Future.succeededFuture();
    }
    return changes.make(now -> drained(now.ever(Kind.DRAIN, id), id, drains, by)).mapEmpty();
  }

  private static Registration drained(
      Optional<Registration> earlier, String id, boolean drains, Registration.Change by) {
    Registration drain =
        new Registration(
            Kind.DRAIN,
            id,
            StrictJson.object().put(Kind.ID, id),
            by.at(),
            by.at(),
            by.author(),
            Optional.empty());
    return drains ? drain : earlier.orElse(drain).deleted(by);
  }

  /**
   * Registers {@code document}, which names itself. Fails with a {@link ProblemException} when it
   * is wrong or there is one of its name.
   */
  public Future<Registration> add(Kind kind, ObjectNode document, Registration.Change by) {
    String id = document.path(Kind.ID).asText();
    return checked(kind, document)
        .compose(
            _ ->
                changes.make(
                    now -> {
                      if (now.find(kind, id).isPresent() || isUsedUp(now, kind, id)) {
                        throw taken(kind, id);
                      }
                      return new Registration(
                          kind, id, document, by.at(), by.at(), by.author(), Optional.empty());
                    }));
  }

  /**
   * Changes the fields of {@code patch}; one that is null is taken out. Fails with a {@link
   * ProblemException} when the result is wrong or there is none of that name.
   */
  public Future<Registration> change(
      Kind kind, String id, ObjectNode patch, Registration.Change by) {
    if (patch.has(Kind.ID) && !patch.path(Kind.ID).asText().equals(id)) {
      throw Problem.invalid(Kind.ID, "the `id` of a %s stays as it is".formatted(kind.id()))
          .toException();
    }
    ObjectNode before = current.find(kind, id).orElseThrow(() -> unknown(kind, id)).document();
    return checked(kind, merged(before, patch))
        .compose(
            _ ->
                changes.make(
                    now -> {
                      Registration found = now.find(kind, id).orElseThrow(() -> unknown(kind, id));
                      return found.with(merged(found.document(), patch), by);
                    }));
  }

  /** Takes out what has that name; fails with a {@link ProblemException} when there is none. */
  public Future<Registration> delete(Kind kind, String id, Registration.Change by) {
    return changes.make(now -> now.find(kind, id).orElseThrow(() -> unknown(kind, id)).deleted(by));
  }

  /** Records name gateways, so that the id of one that was deleted is not used again. */
  private static boolean isUsedUp(Registered now, Kind kind, String id) {
    return kind == Kind.GATEWAY && now.ever(kind, id).isPresent();
  }

  /** A document may hold the key of a service account, which takes a while to be read. */
  private Future<Void> checked(Kind kind, ObjectNode document) {
    return vertx
        .executeBlocking(() -> read(kind, document), false)
        .map(Objects::requireNonNull)
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof ConfigException wrong ? invalid(kind, wrong) : cause))
        .compose(provider -> reachable(kind, provider));
  }

  private static ProviderConfig read(Kind kind, ObjectNode document) {
    return switch (kind) {
      case PROVIDER -> ProviderDocument.read(document);
      case GATEWAY -> GatewayDocument.read(document).upstream();
      case DRAIN -> throw new IllegalArgumentException("nobody writes a drain");
    };
  }

  private Future<Void> reachable(Kind kind, ProviderConfig provider) {
    return reachable(
            provider, kind == Kind.GATEWAY ? "upstream_url" : "endpoint", provider.endpoint())
        .compose(_ -> reachable(provider, "oauth", provider.oauth().map(OauthConfig::tokenUrl)))
        .compose(
            _ ->
                reachable(
                    provider,
                    "service_account",
                    provider.vertex().map(vertex -> vertex.account().tokenUrl())));
  }

  private Future<Void> reachable(ProviderConfig provider, String key, Optional<URI> address) {
    return address
        .map(
            uri ->
                reachable(uri, provider.connection().allowPrivate().orElse(false))
                    .recover(cause -> Future.failedFuture(refused(key, cause))))
        .orElseGet(Future::succeededFuture);
  }

  /** What it leads to is checked again with every call: it may lead elsewhere then. */
  private Future<Void> reachable(URI endpoint, boolean allowPrivate) {
    try {
      return WebAddress.of(endpoint).checked(resolver, allowPrivate).mapEmpty();
    } catch (AddressRefused e) {
      return Future.failedFuture(e);
    }
  }

  private static Throwable refused(String key, Throwable cause) {
    if (!(cause instanceof AddressRefused address)) {
      return cause;
    }
    String hint =
        address.isInner()
            ? "; `allow_private` lets one of this machine or an inner network be used"
            : "";
    return Problem.invalid(key, "the address is not called: " + address.reason() + hint)
        .withCode("address_refused")
        .toException();
  }

  /** What a client is told when what it wants cannot be used with all the rest. */
  public static Throwable told(Throwable cause) {
    return cause instanceof IllegalArgumentException broken
        ? Problem.of(ProblemKind.CONFLICT, String.valueOf(broken.getMessage()))
            .withCode("assertion_broken")
            .toException()
        : cause;
  }

  private static ObjectNode merged(ObjectNode before, ObjectNode patch) {
    ObjectNode after = before.deepCopy();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (field.getValue().isNull()) {
        after.remove(field.getKey());
      } else {
        after.set(field.getKey(), field.getValue());
      }
    }
    return after;
  }

  private static ProblemException invalid(Kind kind, ConfigException cause) {
    String message =
        cause.problems().stream().map(ConfigProblem::message).collect(Collectors.joining("; "));
    return Problem.invalid(cause.problems().getFirst().place().path(), message)
        .withCode("invalid_" + kind.id())
        .toException();
  }

  private static ProblemException taken(Kind kind, String id) {
    return Problem.of(
            ProblemKind.CONFLICT, "there is or was a %s `%s` already".formatted(kind.id(), id))
        .withCode(kind.id() + "_exists")
        .withParam(Kind.ID)
        .toException();
  }

  private static ProblemException unknown(Kind kind, String id) {
    return Problem.of(ProblemKind.NOT_FOUND, "no %s `%s` was registered".formatted(kind.id(), id))
        .withCode(kind.id() + "_not_found")
        .withParam(Kind.ID)
        .toException();
  }
}
