package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.provider.ProviderTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A service as LiteLLM calls it, the part of a model before the slash (<a
 * href="https://docs.litellm.ai/docs/providers">Providers</a>, read 2026-11).
 *
 * @param name the part before the slash
 * @param type the type of ours
 * @param endpoint where it is; empty text for the type's own address, or where it must be given
 * @param variable the environment variable with its key where the file names none; empty text for
 *     none
 * @param maker whose cards ours has for it; empty text where the type says so
 */
record LiteLlmVendor(String name, String type, String endpoint, String variable, String maker) {
  private static final Map<String, LiteLlmVendor> ALL = new LinkedHashMap<>();

  static {
    plain("openai", "openai", "OPENAI_API_KEY");
    plain("text-completion-openai", "openai", "OPENAI_API_KEY");
    plain("anthropic", "anthropic", "ANTHROPIC_API_KEY");
    plain("gemini", "google", "GEMINI_API_KEY");
    plain("cohere", "cohere", "COHERE_API_KEY");
    plain("cohere_chat", "cohere", "COHERE_API_KEY");
    plain("azure", "azure_openai", "AZURE_API_KEY");
    plain("bedrock", "bedrock", "");
    plain("bedrock_converse", "bedrock", "");
    plain("vertex_ai", "vertex", "");
    plain("vertex_ai_beta", "vertex", "");
    hosted("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY");
    hosted("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY");
    hosted("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY");
    hosted("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY");
    hosted("xai", "https://api.x.ai/v1", "XAI_API_KEY");
    hosted("together_ai", "https://api.together.xyz/v1", "TOGETHERAI_API_KEY");
    hosted("fireworks_ai", "https://api.fireworks.ai/inference/v1", "FIREWORKS_AI_API_KEY");
    hosted("nvidia_nim", "https://integrate.api.nvidia.com/v1", "NVIDIA_NIM_API_KEY");
    hosted("cerebras", "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY");
    hosted("sambanova", "https://api.sambanova.ai/v1", "SAMBANOVA_API_KEY");
    hosted("moonshot", "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY");
    own("ollama", "http://localhost:11434");
    own("ollama_chat", "http://localhost:11434");
    own("hosted_vllm", "");
    own("vllm", "");
    own("lm_studio", "");
    own("llamafile", "http://localhost:8080/v1");
    own("xinference", "");
    own("openai_like", "");
    own("custom_openai", "");
    own("litellm_proxy", "");
  }

  private static void plain(String name, String type, String variable) {
    ALL.put(name, new LiteLlmVendor(name, type, "", variable, ""));
  }

  private static void hosted(String name, String endpoint, String variable) {
    ALL.put(name, new LiteLlmVendor(name, "openai_chat", endpoint, variable, name));
  }

  /** A server of one's own, with OpenAI's API. */
  private static void own(String name, String endpoint) {
    ALL.put(name, new LiteLlmVendor(name, "openai_chat", endpoint, "", name));
  }

  static Optional<LiteLlmVendor> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** The maker of a model that is named without a service, by the beginning of its name. */
  static Optional<LiteLlmVendor> making(String model) {
    return ProviderTypes.namePrefixes().entrySet().stream()
        .filter(entry -> model.startsWith(entry.getKey()))
        .map(entry -> entry.getValue().equals("google") ? "gemini" : entry.getValue())
        .findFirst()
        .flatMap(LiteLlmVendor::named);
  }

  boolean isAzure() {
    return type.equals("azure_openai");
  }
}
