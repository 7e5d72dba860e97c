package dev.signalbox.gateway.provider;

/** What can be asked of a provider. */
public sealed interface Operation {
  /** Generate an answer. */
  record Generate(String model, boolean stream) implements Operation {}

  /** Count the tokens of a request. */
  record CountTokens(String model) implements Operation {}

  /**
   * Embed texts.
   *
   * @param batch several texts in one call, where that is an operation of its own (Gemini)
   */
  record Embed(String model, boolean batch) implements Operation {}

  /** List the models. */
  record ListModels() implements Operation {}

  /**
   * Any other path of the API, below its version.
   *
   * @param model for providers whose address names it (Azure deployments)
   * @param path such as {@code /images/generations}
   */
  record Other(String model, String path) implements Operation {}
}
