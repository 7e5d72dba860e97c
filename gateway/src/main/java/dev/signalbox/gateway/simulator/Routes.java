package dev.signalbox.gateway.simulator;

import dev.signalbox.gateway.reach.Escapes;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Optional;

/** Reads paths of the four APIs, and of Azure's two ways to write OpenAI's. */
final class Routes {
  private static final String AZURE_DEPLOYMENTS = "/openai/deployments/";

  private Routes() {}

  /**
   * What is asked for.
   *
   * @param anthropicVersion whether the request has an {@code anthropic-version} header
   */
  static Route of(String method, String path, boolean anthropicVersion) {
    if (path.startsWith("/v1beta/")) {
      return gemini(method, path.substring("/v1beta/".length()));
    }
    if (path.startsWith(AZURE_DEPLOYMENTS)) {
      String rest = path.substring(AZURE_DEPLOYMENTS.length());
      int slash = rest.indexOf('/');
      return slash < 0
          ? new Route.Unknown(Protocol.CHAT, false)
          : openAi(
              method,
              rest.substring(slash),
              Optional.of(Escapes.undoneIfSound(rest.substring(0, slash))));
    }
    String plain = path.startsWith("/openai/v1/") ? path.substring("/openai".length()) : path;
    if (!plain.startsWith("/v1/")) {
      return new Route.Unknown(anthropicVersion ? Protocol.ANTHROPIC : Protocol.CHAT, false);
    }
    String rest = plain.substring("/v1".length());
    if (rest.startsWith("/messages")) {
      return anthropic(method, rest);
    }
    if (rest.startsWith("/models")) {
      return models(method, rest, anthropicVersion ? Protocol.ANTHROPIC : Protocol.CHAT);
    }
    return openAi(method, rest, Optional.empty());
  }

  private static Route openAi(String method, String path, Optional<String> deployment) {
    Protocol protocol = path.startsWith("/responses") ? Protocol.RESPONSES : Protocol.CHAT;
    RequestTarget target = new RequestTarget(deployment, Optional.empty());
    Optional<Route> route =
        switch (path) {
          case "/chat/completions", "/responses" ->
              Optional.of(new Route.Generate(protocol, target));
          case "/chat/completions/input_tokens", "/responses/input_tokens" ->
              Optional.of(new Route.CountTokens(protocol, target));
          case "/embeddings" -> Optional.of(new Route.Embed(deployment));
          default -> kindOf(path).map(kind -> new Route.Other(kind, deployment));
        };
    return posted(method, protocol, route);
  }

  private static Optional<Route.Other.Kind> kindOf(String path) {
    return switch (path) {
      case "/completions" -> Optional.of(Route.Other.Kind.COMPLETIONS);
      case "/moderations" -> Optional.of(Route.Other.Kind.MODERATIONS);
      case "/images/generations", "/images/edits", "/images/variations" ->
          Optional.of(Route.Other.Kind.IMAGES);
      case "/audio/speech" -> Optional.of(Route.Other.Kind.SPEECH);
      case "/audio/transcriptions", "/audio/translations" ->
          Optional.of(Route.Other.Kind.TRANSCRIPTIONS);
      case "/rerank" -> Optional.of(Route.Other.Kind.RERANK);
      default -> Optional.empty();
    };
  }

  private static Route anthropic(String method, String path) {
    Optional<Route> route =
        switch (path) {
          case "/messages" ->
              Optional.of(new Route.Generate(Protocol.ANTHROPIC, RequestTarget.IN_BODY));
          case "/messages/count_tokens" ->
              Optional.of(new Route.CountTokens(Protocol.ANTHROPIC, RequestTarget.IN_BODY));
          default -> Optional.empty();
        };
    return posted(method, Protocol.ANTHROPIC, route);
  }

  private static Route gemini(String method, String rest) {
    int colon = rest.lastIndexOf(':');
    if (method.equals("GET") || colon < 0) {
      return rest.startsWith("models")
          ? models(method, "/" + rest, Protocol.GEMINI)
          : new Route.Unknown(Protocol.GEMINI, false);
    }
    String name = Escapes.undoneIfSound(rest.substring(0, colon));
    String model = name.startsWith("models/") ? name.substring("models/".length()) : name;
    Optional<Route> route =
        switch (rest.substring(colon + 1)) {
          case "generateContent" -> Optional.of(geminiGenerate(model, false));
          case "streamGenerateContent" -> Optional.of(geminiGenerate(model, true));
          case "countTokens" ->
              Optional.of(new Route.CountTokens(Protocol.GEMINI, target(model, false)));
          case "embedContent" -> Optional.of(new Route.EmbedContent(model, false));
          case "batchEmbedContents" -> Optional.of(new Route.EmbedContent(model, true));
          default -> Optional.empty();
        };
    return posted(method, Protocol.GEMINI, route);
  }

  private static Route geminiGenerate(String model, boolean stream) {
    return new Route.Generate(Protocol.GEMINI, target(model, stream));
  }

  private static RequestTarget target(String model, boolean stream) {
    return new RequestTarget(Optional.of(model), Optional.of(stream));
  }

  private static Route models(String method, String path, Protocol protocol) {
    boolean one = path.startsWith("/models/") && path.length() > "/models/".length();
    if (!one && !path.equals("/models")) {
      return new Route.Unknown(protocol, false);
    }
    if (!method.equals("GET")) {
      return new Route.Unknown(protocol, true);
    }
    return new Route.Models(
        protocol,
        one
            ? Optional.of(Escapes.undoneIfSound(path.substring("/models/".length())))
            : Optional.empty());
  }

  private static Route posted(String method, Protocol protocol, Optional<Route> route) {
    return route
        .filter(_ -> method.equals("POST"))
        .orElseGet(() -> new Route.Unknown(protocol, route.isPresent()));
  }
}
