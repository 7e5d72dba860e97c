package dev.signalbox.gateway.http;

import dev.signalbox.gateway.route.Ids;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of client-facing paths: which door stands where, below every mount. */
final class FrontDoors {
  private final Doors doors;
  private final WireFormats formats;
  private final DoorHandler handler;
  private final Map<String, Endpoint> exact = new HashMap<>();

  /** The doors there are. */
  record Doors(
      GenerationDoors generation,
      ResponsesDoor responses,
      CountDoor count,
      EmbeddingDoor embeddings,
      ModelsDoor models,
      PassThroughDoor passThrough) {}

  FrontDoors(Doors doors, WireFormats formats, DoorHandler handler) {
    this.doors = doors;
    this.formats = formats;
    this.handler = handler;
    fill();
  }

  private void fill() {
    ClientPath.ALL.stream()
        .filter(ClientPath::isFixed)
        .forEach(
            each ->
                exact.put(
                    each.path(),
                    new Endpoint(
                        each.protocol(), each.name(), Map.of(each.method(), doorOf(each)))));
  }

  private Door doorOf(ClientPath declared) {
    return switch (declared.path()) {
      case "/v1/chat/completions", "/v1/messages" -> doors.generation()::inBody;
      case "/v1/messages/count_tokens" -> doors.count()::anthropic;
      case "/v1/responses" -> doors.responses()::create;
      case "/v1/embeddings" -> doors.embeddings()::openAi;
      case "/v1/models" -> doors.models()::list;
      case "/v1beta/models" -> doors.models()::gemini;
      default -> doors.passThrough()::serve;
    };
  }

  /** Whether {@code path} is that of a door to the letter, without a name in it. */
  boolean isWellKnown(String path) {
    return exact.containsKey(path);
  }

  /** Serves a request that came to {@code path} (normalised) below {@code mount}. */
  void handle(HttpServerRequest request, Mount mount, String path) {
    Endpoint endpoint =
        find(path)
            .filter(found -> stands(found, mount))
            .orElseGet(() -> nowhere(path, request.method()))
            .inShapeFor(request.headers());
    handler.handle(
        request, new DoorHandler.Place(mount, endpoint, formats.client(endpoint.protocol())), path);
  }

  /**
   * Whether an endpoint stands below a mount: model lists do below each that has an SDK for them.
   */
  private static boolean stands(Endpoint endpoint, Mount mount) {
    return mount.protocols().contains(endpoint.protocol())
        || (endpoint.name().equals(Endpoint.MODELS) && endpoint.protocol() == Protocol.CHAT);
  }

  private Optional<Endpoint> find(String path) {
    Endpoint found = exact.get(path);
    if (found != null) {
      return Optional.of(found);
    }
    if (path.startsWith("/v1beta/")) {
      return gemini(path.substring("/v1beta/".length()));
    }
    if (path.startsWith("/v1/models/")) {
      return path.indexOf(':') > 0 && GeminiPath.isMethod(path)
          ? gemini(path.substring("/v1/".length()))
          : Optional.of(Endpoint.get(Protocol.CHAT, Endpoint.MODELS, doors.models()::one));
    }
    return path.startsWith("/v1/responses/")
        ? doors.responses().below(path.substring("/v1/responses/".length()))
        : Optional.empty();
  }

  private Optional<Endpoint> gemini(String rest) {
    Optional<GeminiPath> method = GeminiPath.of(rest);
    if (method.isEmpty()) {
      return rest.startsWith("models/")
          ? Optional.of(Endpoint.get(Protocol.GEMINI, Endpoint.MODELS, doors.models()::geminiOne))
          : Optional.empty();
    }
    GeminiPath path = method.get();
    Optional<Door> door =
        switch (path.action()) {
          case "generateContent", "streamGenerateContent" ->
              Optional.of(arrival -> doors.generation().gemini(arrival, path));
          case "countTokens" -> Optional.of(arrival -> doors.count().gemini(arrival, path));
          case "embedContent", "batchEmbedContents" ->
              Optional.of(arrival -> doors.embeddings().gemini(arrival, path));
          default -> Optional.empty();
        };
    return door.map(found -> Endpoint.post(Protocol.GEMINI, path.action(), found));
  }

  /** The body that tells {@code problem} to whoever came to {@code path}, before anything else. */
  byte[] toldAt(@Nullable String path, Problem problem) {
    return StrictJson.toBytes(
        formats.client(protocolOf(path == null ? "" : path)).encodeProblem(problem, Ids.request()));
  }

  /** The refusal of a path where nothing stands, in the shape of the API it looks like. */
  private static Endpoint nowhere(String path, HttpMethod method) {
    Door refusal =
        _ ->
            Future.failedFuture(
                Problem.of(
                        ProblemKind.NOT_FOUND,
                        "there is nothing at this path; the paths are listed in the documentation")
                    .toException());
    Map<HttpMethod, Door> any = new HashMap<>();
    any.put(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method, refusal);
    return new Endpoint(protocolOf(path), Endpoint.UNKNOWN, any);
  }

  private static Protocol protocolOf(String path) {
    if (path.startsWith("/v1beta")) {
      return Protocol.GEMINI;
    }
    if (path.startsWith("/v1/messages")) {
      return Protocol.ANTHROPIC;
    }
    return path.startsWith("/v1/responses") ? Protocol.RESPONSES : Protocol.CHAT;
  }
}
