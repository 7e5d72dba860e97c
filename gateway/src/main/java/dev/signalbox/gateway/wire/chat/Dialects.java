package dev.signalbox.gateway.wire.chat;

import dev.signalbox.gateway.wire.codec.Dialect;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The servers that are compatible with OpenAI's Chat Completions, each as one row of facts; what
 * cannot be said in a row is in {@link DialectRules}. The order of the columns is that of {@link
 * Dialect}: limit field, developer role, streamed usage, JSON schema, strict tools, parallel
 * switch, reasoning field of a history, reasoning effort, media addresses.
 */
public final class Dialects {
  /**
   * The name of {@link Dialect#reasoningField} that stands for thinking parts inside {@code
   * content}.
   */
  static final String THINKING_PARTS = "content";

  /** A server that nothing is known of. */
  public static final String GENERIC = "generic";

  private static final List<Dialect> ALL =
      List.of(
          Dialect.OPENAI,
          // Same surface as OpenAI's where the API version knows stream_options.
          new Dialect("azure", "", true, true, true, true, true, "", true, true),
          // json_object only, no developer role, text only; in thinking mode tool calls must come
          // back with reasoning_content, which may be empty (recorded traffic, and
          // https://api-docs.deepseek.com/guides/thinking_mode as its users report it, 2026-11).
          new Dialect(
              "deepseek",
              "max_tokens",
              false,
              true,
              false,
              true,
              false,
              "reasoning_content",
              true,
              false),
          // Unknown fields are refused with 422, so that no stream_options are sent: usage comes
          // without (recorded traffic); reasoning is a thinking part of content.
          new Dialect(
              "mistral", "max_tokens", false, false, true, true, true, THINKING_PARTS, true, true),
          // message.reasoning in and out; https://console.groq.com/docs/openai, read 2026-11.
          new Dialect(
              "groq",
              "max_completion_tokens",
              false,
              true,
              true,
              false,
              true,
              "reasoning",
              true,
              true),
          // Evens out the fields of all models itself; reasoning goes back as reasoning and
          // reasoning_details; https://openrouter.ai/docs/use-cases/reasoning-tokens, read 2026-11.
          new Dialect(
              "openrouter", "max_tokens", true, true, true, true, true, "reasoning", true, true),
          // After https://docs.x.ai/docs/api-reference#chat-completions; not tried, not recorded.
          new Dialect(
              "xai",
              "max_completion_tokens",
              true,
              true,
              true,
              true,
              true,
              "reasoning_content",
              true,
              true),
          // After https://docs.together.ai/reference/chat-completions-1; not tried, not recorded.
          new Dialect(
              "together", "max_tokens", false, true, true, false, true, "reasoning", true, true),
          // https://docs.fireworks.ai/guides/reasoning, read 2026-11; the rest not tried.
          new Dialect(
              "fireworks",
              "max_tokens",
              false,
              true,
              true,
              true,
              true,
              "reasoning_content",
              true,
              true),
          // Image addresses are fetched by newer servers only, so that none are sent;
          // https://docs.ollama.com/api/openai-compatibility, read 2026-11.
          new Dialect(
              "ollama", "max_tokens", false, true, true, false, false, "reasoning", true, false),
          // reasoning_content was renamed to reasoning;
          // https://docs.vllm.ai/en/v0.11.2/features/reasoning_outputs/, read 2026-11.
          new Dialect("vllm", "max_tokens", false, true, true, true, true, "reasoning", true, true),
          // Limit, n and stream_options as recorded; the rest after
          // https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md, not tried.
          new Dialect(
              "llama_cpp",
              "max_tokens",
              false,
              true,
              true,
              false,
              true,
              "reasoning_content",
              false,
              true),
          // After https://lmstudio.ai/docs/developer/openai-compat; not tried, not recorded.
          new Dialect(
              "lm_studio",
              "max_tokens",
              false,
              true,
              true,
              false,
              false,
              "reasoning_content",
              true,
              false),
          // A server nothing is known of: the oldest names, and what the client asked for.
          new Dialect(
              GENERIC,
              "max_tokens",
              false,
              true,
              true,
              true,
              true,
              "reasoning_content",
              true,
              true));

  private static final Map<String, Dialect> BY_ID =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Dialect::id, Function.identity()));

  /** Host suffixes and the dialect behind them, the first that fits counts. */
  private static final List<Map.Entry<String, String>> HOSTS =
      List.of(
          Map.entry("openai.azure.com", "azure"),
          Map.entry("services.ai.azure.com", "azure"),
          Map.entry("cognitiveservices.azure.com", "azure"),
          Map.entry("openai.com", "openai"),
          Map.entry("deepseek.com", "deepseek"),
          Map.entry("mistral.ai", "mistral"),
          Map.entry("groq.com", "groq"),
          Map.entry("openrouter.ai", "openrouter"),
          Map.entry("x.ai", "xai"),
          Map.entry("together.ai", "together"),
          Map.entry("together.xyz", "together"),
          Map.entry("fireworks.ai", "fireworks"),
          Map.entry("ollama.com", "ollama"));

  /** Ports that the local servers listen on unless told otherwise. */
  private static final Map<Integer, String> PORTS =
      Map.of(11434, "ollama", 8000, "vllm", 8080, "llama_cpp", 1234, "lm_studio");

  private Dialects() {}

  /** All rows, OpenAI first. */
  public static List<Dialect> all() {
    return ALL;
  }

  /** The dialect named {@code id} in config. */
  public static Optional<Dialect> byId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /**
   * Guesses the dialect behind an endpoint by its host, then by its port; {@code generic} when
   * neither tells.
   *
   * @param endpoint a base URL such as {@code https://api.deepseek.com/v1}, or a bare host with or
   *     without port
   */
  public static Dialect forEndpoint(String endpoint) {
    String url = endpoint.contains("://") ? endpoint : "http://" + endpoint;
    try {
      URI uri = URI.create(url.strip());
      String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
      return row(byHost(host).or(() -> byPort(uri.getPort())).orElse(GENERIC));
    } catch (IllegalArgumentException e) {
      return row(GENERIC);
    }
  }

  private static Optional<String> byHost(String host) {
    return HOSTS.stream()
        .filter(entry -> host.equals(entry.getKey()) || host.endsWith("." + entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<String> byPort(int port) {
    return Optional.ofNullable(PORTS.get(port));
  }

  // INVARIANT: only ids of rows above are asked for.
  private static Dialect row(String id) {
    return byId(id).orElseThrow();
  }
}
