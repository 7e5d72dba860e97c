package dev.signalbox.gateway.cli;

import java.util.Set;
import java.util.stream.Collectors;

/** The file that {@code init} writes. */
final class StarterConfig {
  private static final String HEAD =
      """
      # Configuration of Signalbox. Every section is optional; config.example.toml explains all keys.
      # ${NAME} is replaced from the environment.

      [server]
      port = 8930
      host = "127.0.0.1"
      # Callers must present this key. Needed before `host` may be anything but loopback.
      #api_key = "${SIGNALBOX_API_KEY}"
      """;

  private static final String TAIL =
      """

      # A server of your own: Ollama, vLLM, LM Studio, llama.cpp, …
      #[[providers]]
      #id = "ollama"
      #provider_type = "local"
      #endpoint = "http://localhost:11434"

      # A model name of your own: tried in order, or by weight.
      #[models."fast"]
      #targets = ["anthropic/claude-haiku-4-5", "openai/gpt-4o-mini"]

      # Names that are no alias and name no provider.
      #[routing]
      #default = "openai"
      #prefixes = { "claude" = "anthropic", "gemini" = "google" }
      """;

  private StarterConfig() {}

  /**
   * The text of the file.
   *
   * @param variables names of the environment variables that are set
   */
  static String text(Set<String> variables) {
    return HEAD
        + provider("openai", "openai", variables)
        + provider("anthropic", "anthropic", variables)
        + provider("google", "google", variables)
        + TAIL;
  }

  private static String provider(String id, String type, Set<String> variables) {
    String variable = KeyVariables.of(type, id);
    String section =
        """
        [[providers]]
        id = "%s"
        provider_type = "%s"
        api_key = "${%s}"
        """
            .formatted(id, type, variable);
    return "\n" + (variables.contains(variable) ? section : commentedOut(section));
  }

  private static String commentedOut(String section) {
    return section.lines().map(line -> "#" + line + "\n").collect(Collectors.joining());
  }
}
