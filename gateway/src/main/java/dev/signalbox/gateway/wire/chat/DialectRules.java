package dev.signalbox.gateway.wire.chat;

import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ToolIds;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * What a dialect's row cannot say: fields a server refuses or does not know, other names and
 * limits. Each rule lists the ids it holds for; the sources are those of {@link Dialects}.
 */
final class DialectRules {
  /** Longest {@code user} that OpenAI and Azure accept, in characters. */
  static final int MAX_USER_LENGTH = 64;

  private static final int MAX_ID_LENGTH = 40;
  private static final int MISTRAL_ID_LENGTH = 9;

  /** Fields the server answers with an error, or leaves unread by its documentation. */
  private static final Map<String, Set<String>> REFUSED =
      Map.of(
          "deepseek",
          Set.of(
              "n",
              "logit_bias",
              "verbosity",
              "service_tier",
              "store",
              "metadata",
              "safety_identifier",
              "prompt_cache_key"),
          "mistral",
          Set.of(
              "user",
              "safety_identifier",
              "prompt_cache_key",
              "service_tier",
              "store",
              "logit_bias",
              "logprobs",
              "top_logprobs",
              "verbosity"),
          "groq",
          Set.of(
              "logprobs",
              "top_logprobs",
              "logit_bias",
              "metadata",
              "store",
              "prompt_cache_key",
              "safety_identifier",
              "verbosity"),
          "xai",
          Set.of("logit_bias", "metadata", "store", "service_tier", "safety_identifier"),
          "ollama",
          Set.of(
              "n",
              "logit_bias",
              "user",
              "metadata",
              "store",
              "service_tier",
              "safety_identifier",
              "prompt_cache_key",
              "verbosity"),
          "vllm",
          Set.of("metadata", "store", "service_tier", "safety_identifier", "verbosity"),
          "llama_cpp",
          Set.of("user", "metadata", "store", "service_tier", "safety_identifier", "verbosity"),
          "lm_studio",
          Set.of("n", "user", "metadata", "store", "service_tier", "safety_identifier"),
          "together",
          Set.of("metadata", "store", "service_tier", "safety_identifier", "verbosity"),
          "fireworks",
          Set.of("store", "service_tier", "safety_identifier", "verbosity"));

  private static final Set<String> TOP_K =
      Set.of("openrouter", "together", "fireworks", "vllm", "llama_cpp", "lm_studio");

  private static final Set<String> FOUR_STOPS = Set.of("openai", "azure", "groq", "xai");

  private static final Set<String> OPENAI_ITSELF = Set.of("openai", "azure");

  private DialectRules() {}

  /** Whether {@code dialect} refuses or ignores the request field {@code name}. */
  static boolean refuses(Dialect dialect, String name) {
    return REFUSED.getOrDefault(dialect.id(), Set.of()).contains(name);
  }

  static boolean topK(Dialect dialect) {
    return TOP_K.contains(dialect.id());
  }

  /** Most stop texts accepted. */
  static int maxStops(Dialect dialect) {
    return FOUR_STOPS.contains(dialect.id()) ? 4 : 16;
  }

  static String seedField(Dialect dialect) {
    return dialect.id().equals("mistral") ? "random_seed" : "seed";
  }

  static BigDecimal maxTemperature(Dialect dialect) {
    return new BigDecimal(dialect.id().equals("mistral") ? "1.5" : "2");
  }

  /** Most answers one request may ask for. */
  static int maxCandidates(Dialect dialect) {
    return dialect.id().equals("groq") ? 1 : 128;
  }

  /** The word for "some tool must be called". */
  static String anyTool(Dialect dialect) {
    return dialect.id().equals("mistral") ? "any" : "required";
  }

  static boolean allowedTools(Dialect dialect) {
    return OPENAI_ITSELF.contains(dialect.id());
  }

  /** Whether messages may carry the name of their speaker. */
  static boolean speakerNames(Dialect dialect) {
    return !dialect.id().equals("groq");
  }

  /** Whether content that is only text may be an array of parts. */
  static boolean textArrays(Dialect dialect) {
    return !dialect.id().equals("deepseek");
  }

  /** Whether an assistant message may carry {@code refusal}. */
  static boolean refusalField(Dialect dialect) {
    return OPENAI_ITSELF.contains(dialect.id()) || openRouter(dialect);
  }

  /** Whether Anthropic's {@code cache_control} is taken on parts and tools. */
  static boolean cacheControl(Dialect dialect) {
    return openRouter(dialect) || dialect.id().equals("generic");
  }

  /** Whether signed reasoning goes back as {@code reasoning_details}. */
  static boolean reasoningDetails(Dialect dialect) {
    return openRouter(dialect) || dialect.id().equals("generic");
  }

  /** Whether an assistant message with tool calls must carry the reasoning field, even empty. */
  static boolean reasoningRequired(Dialect dialect) {
    return dialect.id().equals("deepseek");
  }

  /** Whether thinking is switched by {@code thinking.type}. */
  static boolean thinkingSwitch(Dialect dialect) {
    return dialect.id().equals("deepseek");
  }

  static boolean openRouter(Dialect dialect) {
    return dialect.id().equals("openrouter");
  }

  static boolean mistral(Dialect dialect) {
    return dialect.id().equals("mistral");
  }

  /** Whether video and audio may be given as {@code video_url} and {@code audio_url}. */
  static boolean mediaUrlParts(Dialect dialect) {
    return !OPENAI_ITSELF.contains(dialect.id());
  }

  static boolean limitedUser(Dialect dialect) {
    return OPENAI_ITSELF.contains(dialect.id());
  }

  /**
   * The id of a tool call for a server of {@code dialect}: Mistral takes exactly nine letters and
   * digits, the others what fits the API.
   */
  static String callId(String id, Dialect dialect) {
    if (!mistral(dialect)) {
      return ToolIds.shortened(id, "call_", MAX_ID_LENGTH);
    }
    return id.length() == MISTRAL_ID_LENGTH && id.chars().allMatch(DialectRules::alphanumeric)
        ? id
        : ToolIds.hash(id, MISTRAL_ID_LENGTH);
  }

  private static boolean alphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
