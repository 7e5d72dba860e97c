package dev.signalbox.gateway.cli;

import java.util.Locale;

/** The environment variable that usually holds a provider's key. */
final class KeyVariables {
  private KeyVariables() {}

  /** The vendor's own name for the first provider of a type, else one made of the id. */
  static String of(String type, String id) {
    return switch (type) {
      case "openai", "openai_responses" -> named(id, "openai", "OPENAI_API_KEY");
      case "anthropic" -> named(id, "anthropic", "ANTHROPIC_API_KEY");
      case "google", "gemini" ->
          id.equals("gemini") ? "GEMINI_API_KEY" : named(id, "google", "GEMINI_API_KEY");
      case "azure_openai" -> named(id, "azure", "AZURE_OPENAI_API_KEY");
      default -> fromId(id);
    };
  }

  private static String named(String id, String usual, String variable) {
    return id.equals(usual) ? variable : fromId(id);
  }

  private static String fromId(String id) {
    String name = id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_API_KEY";
    return Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }
}
