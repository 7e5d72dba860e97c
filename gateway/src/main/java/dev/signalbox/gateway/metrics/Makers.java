package dev.signalbox.gateway.metrics;

/**
 * From providers to their names in {@code gen_ai.provider.name} of the <a
 * href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai">GenAI semantic
 * conventions</a>, read 2026-11.
 */
public final class Makers {
  private Makers() {}

  /**
   * The name of a provider.
   *
   * @param type its type in the configuration
   * @param maker whose models it serves; empty text for nobody's in particular
   * @param id its own name, for those that the conventions have no name for
   */
  public static String nameOf(String type, String maker, String id) {
    return switch (type) {
      case "azure_openai" -> "azure.ai.openai";
      case "bedrock" -> "aws.bedrock";
      case "vertex" -> "gcp.vertex_ai";
      case "google" -> "gcp.gemini";
      default ->
          switch (maker) {
            case "openai", "anthropic", "cohere", "deepseek", "groq", "perplexity" -> maker;
            case "mistral" -> "mistral_ai";
            case "xai" -> "x_ai";
            default -> id;
          };
    };
  }
}
