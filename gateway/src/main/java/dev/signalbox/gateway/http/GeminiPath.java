package dev.signalbox.gateway.http;

import dev.signalbox.gateway.reach.Escapes;
import java.util.Optional;
import java.util.Set;

/**
 * The address of a Gemini method.
 *
 * @param model without {@code models/}
 * @param action such as {@code generateContent}
 */
record GeminiPath(String model, String action) {
  private static final String MODELS = "models/";

  private static final Set<String> ACTIONS =
      Set.of(
          "generateContent",
          "streamGenerateContent",
          "countTokens",
          "embedContent",
          "batchEmbedContents");

  /** Whether {@code path} ends in one of the methods served here. */
  static boolean isMethod(String path) {
    return ACTIONS.contains(path.substring(path.lastIndexOf(':') + 1));
  }

  /**
   * Reads {@code rest}, the path after the API version and its slash; empty when it is no method.
   */
  static Optional<GeminiPath> of(String rest) {
    int colon = rest.lastIndexOf(':');
    if (colon <= 0 || colon == rest.length() - 1) {
      return Optional.empty();
    }
    String resource = Escapes.undoneIfSound(rest.substring(0, colon));
    String model = resource.startsWith(MODELS) ? resource.substring(MODELS.length()) : resource;
    return model.isEmpty()
        ? Optional.empty()
        : Optional.of(new GeminiPath(model, rest.substring(colon + 1)));
  }
}
