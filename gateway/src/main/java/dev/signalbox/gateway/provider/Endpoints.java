package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.model.Protocol;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The addresses of one provider's operations, as path and query on its host. */
interface Endpoints {
  /** Path of {@code operation}, query included when the address has a fixed one. */
  String pathOf(Operation operation);

  /** The endpoints of a provider of {@code protocol} below the base path of its endpoint. */
  static Endpoints of(Protocol protocol, String basePath) {
    return switch (protocol) {
      case CHAT -> new OpenAi(versioned(basePath, "/v1"), "/chat/completions");
      case RESPONSES -> new OpenAi(versioned(basePath, "/v1"), "/responses");
      case ANTHROPIC -> new Anthropic(versioned(basePath, "/v1"));
      case GEMINI -> new Gemini(versioned(basePath, "/v1beta"));
    };
  }

  /** {@code basePath} without trailing slash, with {@code version} added unless it ends in one. */
  static String versioned(String basePath, String version) {
    String path = basePath;
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String last = path.substring(path.lastIndexOf('/') + 1);
    boolean hasVersion =
        last.length() >= 2 && last.charAt(0) == 'v' && Character.isDigit(last.charAt(1));
    return hasVersion ? path : path + version;
  }

  /** {@code text} as one path segment. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }

  /** OpenAI and everything compatible. */
  record OpenAi(String base, String generate) implements Endpoints {
    @Override
    public String pathOf(Operation operation) {
      return switch (operation) {
        case Operation.Generate _ -> base + generate;
        case Operation.CountTokens _ -> base + generate + "/input_tokens";
        case Operation.Embed _ -> base + "/embeddings";
        case Operation.ListModels _ -> base + "/models";
        case Operation.Other other -> base + other.path();
      };
    }
  }

  /** Anthropic. */
  record Anthropic(String base) implements Endpoints {
    @Override
    public String pathOf(Operation operation) {
      return switch (operation) {
        case Operation.Generate _ -> base + "/messages";
        case Operation.CountTokens _ -> base + "/messages/count_tokens";
        case Operation.Embed _ -> base + "/embeddings";
        case Operation.ListModels _ -> base + "/models";
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
   * Azure OpenAI addressed by deployment (<a
   * href="https://learn.microsoft.com/azure/ai-services/openai/reference">REST reference</a>, read
   * 2026-11).
   *
   * @param base path of the resource, usually empty
   * @param apiVersion such as {@code 2024-10-21}
   */
  record AzureDeployment(String base, String apiVersion) implements Endpoints {
    @Override
    public String pathOf(Operation operation) {
      return switch (operation) {
        case Operation.Generate(var model, _) -> deployment(model, "/chat/completions");
        case Operation.CountTokens(var model) ->
            deployment(model, "/chat/completions/input_tokens");
        case Operation.Embed(var model, _) -> deployment(model, "/embeddings");
        case Operation.ListModels _ -> base + "/openai/models?api-version=" + apiVersion;
        case Operation.Other(var model, var path) -> deployment(model, path);
      };
    }

    private String deployment(String name, String path) {
      return base
          + "/openai/deployments/"
          + segment(name)
          + path
          + "?api-version="
          + segment(apiVersion);
    }
  }
}
