package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of client-facing paths: which door stands where, below every mount. */
final class FrontDoors {
  /** OpenAI paths that go to the provider of their model as they are. */
  private static final List<String> PASSED =
      List.of(
          "completions",
          "moderations",
          "images/generations",
          "images/edits",
          "images/variations",
          "audio/speech",
          "audio/transcriptions",
          "audio/translations",
          "rerank");

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
    exact.put(
        "/v1/chat/completions",
        Endpoint.post(Protocol.CHAT, "chat/completions", doors.generation()::inBody));
    exact.put(
        "/v1/messages", Endpoint.post(Protocol.ANTHROPIC, "messages", doors.generation()::inBody));
    exact.put(
        "/v1/messages/count_tokens",
        Endpoint.post(Protocol.ANTHROPIC, "messages/count_tokens", doors.count()::anthropic));
    exact.put(
        "/v1/responses", Endpoint.post(Protocol.RESPONSES, "responses", doors.responses()::create));
    exact.put(
        "/v1/embeddings", Endpoint.post(Protocol.CHAT, "embeddings", doors.embeddings()::openAi));
    exact.put("/v1/models", Endpoint.get(Protocol.CHAT, Endpoint.MODELS, doors.models()::list));
    exact.put(
        "/v1beta/models", Endpoint.get(Protocol.GEMINI, Endpoint.MODELS, doors.models()::gemini));
    for (String path : PASSED) {
      exact.put("/v1/" + path, Endpoint.post(Protocol.CHAT, path, doors.passThrough()::serve));
    }
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
