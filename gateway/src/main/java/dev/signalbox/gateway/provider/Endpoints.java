package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.vertex.GeminiEmbedding;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The addresses of one provider's operations, as path and query on its host. */
public sealed interface Endpoints {
  /** Path of {@code operation}, query included when the address has a fixed one. */
  String pathOf(Operation operation);

  /** Where {@code operation} is when that is another host than that of the provider. */
  default Optional<URI> placeOf(Operation operation) {
    return Optional.empty();
  }

  /** {@code basePath} without trailing slash, with {@code version} added unless it ends in one. */
  static String versioned(String basePath, String version) {
    String path = plain(basePath);
    return endsInVersion(path) ? path : path + version;
  }

  /** {@code basePath} without trailing slash and the version it may end in. */
  static String unversioned(String basePath) {
    String path = plain(basePath);
    return endsInVersion(path) ? path.substring(0, path.lastIndexOf('/')) : path;
  }

  /** {@code basePath} without trailing slash. */
  static String plain(String basePath) {
    String path = basePath;
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return path;
  }

  private static boolean endsInVersion(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.length() >= 2 && last.charAt(0) == 'v' && Character.isDigit(last.charAt(1));
  }

  /** {@code text} as one path segment. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%3A", ":")
        .replace("%40", "@");
  }

  /**
   * Operations that each have one path, whichever the model: OpenAI and everything compatible,
   * Anthropic, Cohere.
   */
  record Fixed(String base, String generate, String count, String embed, String models)
      implements Endpoints {
    /** With the paths that most have beside {@code generate} and {@code count}. */
    static Fixed usual(String base, String generate, String count) {
      return new Fixed(base, generate, count, "/embeddings", "/models");
    }

    @Override
    public String pathOf(Operation operation) {
      return switch (operation) {
        case Operation.Generate _ -> base + generate;
        case Operation.CountTokens _ -> base + count;
        case Operation.Embed _ -> base + embed;
        case Operation.ListModels _ -> base + models;
        case Operation.Other other -> base + other.path();
      };
    }
  }

  /** Google Gemini. */
  record Gemini(String base) implements Endpoints {
    @Override
    public String pathOf(Operation operation) {
      return switch (operation) {
        case Operation.Generate(var model, var stream) ->
            model(model) + (stream ? ":streamGenerateContent" : ":generateContent");
        case Operation.CountTokens(var model) -> model(model) + ":countTokens";
        case Operation.Embed(var model, var batch) ->
            model(model) + (batch ? ":batchEmbedContents" : ":embedContent");
        case Operation.ListModels _ -> base + "/models";
        case Operation.Other other -> base + other.path();
      };
    }

    private String model(String name) {
      return base + (name.contains("/") ? "/" + name : "/models/" + segment(name));
    }
  }

  /**
   * Gemini and Google's embeddings at Vertex AI (<a
   * href="https://docs.cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.publishers.models">publishers.models</a>,
   * read 2026-11). A name with a slash is a resource of the project, such as {@code endpoints/1}.
   *
   * @param root path before the version, usually empty
   * @param place {@code projects/PROJECT/locations/LOCATION}
   */
  record VertexGoogle(String root, String place) implements Endpoints {
    /** Of its models, those of others left out; the list is of an API that is not final. */
    private static final String MODELS = "/v1beta1/publishers/google/models?pageSize=500";

    @Override
    public String pathOf(Operation operation) {
      return switch (operation) {
        case Operation.Generate(var model, var stream) ->
            of(model) + (stream ? ":streamGenerateContent" : ":generateContent");
        case Operation.CountTokens(var model) -> of(model) + ":countTokens";
        case Operation.Embed(var model, _) ->
            of(model) + (GeminiEmbedding.isPrediction(model) ? ":predict" : ":embedContent");
        case Operation.ListModels _ -> root + MODELS;
        case Operation.Other other -> root + "/v1/" + place + other.path();
      };
    }

    private String of(String model) {
      return root
          + "/v1/"
          + place
          + (model.contains("/") ? "/" + model : "/publishers/google/models/" + segment(model));
    }
  }

  /**
   * Anthropic's models at Vertex AI (<a
   * href="https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude">use
   * Claude</a>, <a
   * href="https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/count-tokens">count
   * tokens</a>, read 2026-11).
   *
   * @param root path before the version, usually empty
   * @param place {@code projects/PROJECT/locations/LOCATION}
   */
  record VertexAnthropic(String root, String place) implements Endpoints {
    @Override
    public String pathOf(Operation operation) {
      return switch (operation) {
        case Operation.Generate(var model, var stream) ->
            of(model) + (stream ? ":streamRawPredict" : ":rawPredict");
        case Operation.CountTokens _ -> of("count-tokens") + ":rawPredict";
        case Operation.Embed(var model, _) -> of(model) + ":rawPredict";
        case Operation.ListModels _ -> root + "/v1beta1/publishers/anthropic/models?pageSize=500";
        case Operation.Other other -> root + "/v1/" + place + other.path();
      };
    }

    private String of(String model) {
      return root + "/v1/" + place + "/publishers/anthropic/models/" + segment(model);
    }
  }

  /**
   * Azure OpenAI addressed by deployment (<a
   * href="https://learn.microsoft.com/azure/ai-services/openai/reference">REST reference</a>, read
   * 2026-11).
   *
   * @param base path of the resource, usually empty
   * @param deployment serves every model of the provider; empty text takes the model's name
   * @param apiVersion such as {@code 2024-10-21}
   */
  record AzureDeployment(String base, String deployment, String apiVersion) implements Endpoints {
    @Override
    public String pathOf(Operation operation) {
      return switch (operation) {
        case Operation.Generate(var model, _) -> of(model, "/chat/completions");
        case Operation.CountTokens(var model) -> of(model, "/chat/completions/input_tokens");
        case Operation.Embed(var model, _) -> of(model, "/embeddings");
        case Operation.ListModels _ -> base + "/openai/models?api-version=" + apiVersion;
        case Operation.Other(var model, var path) -> of(model, path);
      };
    }

    private String of(String model, String path) {
      return base
          + "/openai/deployments/"
          + segment(deployment.isEmpty() ? model : deployment)
          + path
          + "?api-version="
          + segment(apiVersion);
    }
  }

  /**
   * Amazon Bedrock: models at the runtime, their list at the control plane, which is another host
   * unless one was configured. Ids may be addresses with colons and slashes, which are encoded, as
   * the signature wants them.
   *
   * @param base path of the endpoint, usually empty
   * @param invoke whether a model is asked in its maker's own format rather than by Converse
   * @param control where the list of models is; empty where the models are
   */
  record Bedrock(String base, boolean invoke, Optional<URI> control) implements Endpoints {
    @Override
    public String pathOf(Operation operation) {
      return switch (operation) {
        case Operation.Generate(var model, var stream) ->
            of(model, invoke ? invoked(stream) : stream ? "converse-stream" : "converse");
        case Operation.CountTokens(var model) -> of(model, "count-tokens");
        case Operation.Embed(var model, _) -> of(model, "invoke");
        case Operation.ListModels _ -> base + "/foundation-models";
        case Operation.Other other -> base + other.path();
      };
    }

    @Override
    public Optional<URI> placeOf(Operation operation) {
      return operation instanceof Operation.ListModels ? control : Optional.empty();
    }

    private static String invoked(boolean stream) {
      return stream ? "invoke-with-response-stream" : "invoke";
    }

    private String of(String model, String what) {
      return base + "/model/" + segment(model).replace(":", "%3A") + "/" + what;
    }
  }
}
