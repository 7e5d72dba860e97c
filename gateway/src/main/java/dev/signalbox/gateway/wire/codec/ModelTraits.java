package dev.signalbox.gateway.wire.codec;

import java.util.OptionalInt;

/**
 * What a provider's format must know of the model it writes a request for.
 *
 * @param maxOutputTokens most tokens it can generate, when known
 * @param maxTokensParam the Chat field that carries the output limit
 * @param temperature whether a temperature other than the default is accepted
 * @param stop whether stop texts are accepted
 * @param jsonSchema whether structured output is native
 * @param thinking how Anthropic and Gemini models are told to think
 */
public record ModelTraits(
    OptionalInt maxOutputTokens,
    MaxTokensParam maxTokensParam,
    boolean temperature,
    boolean stop,
    boolean jsonSchema,
    Thinking thinking) {
  /** A model nothing is known of: everything is sent as the client asked. */
  public static final ModelTraits UNKNOWN =
      new ModelTraits(
          OptionalInt.empty(),
          MaxTokensParam.MAX_COMPLETION_TOKENS,
          true,
          true,
          true,
          Thinking.BUDGET);

  /** The Chat field for the output limit. */
  public enum MaxTokensParam {
    MAX_TOKENS("max_tokens"),
    MAX_COMPLETION_TOKENS("max_completion_tokens");

    private final String field;

    MaxTokensParam(String field) {
      this.field = field;
    }

    public String field() {
      return field;
    }
  }

  /** How a model is told how much to think. */
  public enum Thinking {
    /** By a number of tokens ({@code thinking.budget_tokens}, {@code thinkingBudget}). */
    BUDGET,
    /** By a level or adaptively ({@code output_config.effort}, {@code thinkingLevel}). */
    LEVEL,
    /** Not at all. */
    NONE
  }
}
