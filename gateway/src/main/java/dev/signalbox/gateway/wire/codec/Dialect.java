package dev.signalbox.gateway.wire.codec;

/**
 * How a server that is "OpenAI-compatible" differs from OpenAI's Chat Completions when we write to
 * it. Reading accepts every dialect at once.
 *
 * @param id name used in config, such as {@code deepseek}
 * @param maxTokensField the field for the output limit; empty text leaves the choice to the model
 *     card
 * @param developerRole whether the role {@code developer} is known; otherwise it goes out as {@code
 *     system}
 * @param streamUsage whether {@code stream_options.include_usage} is accepted
 * @param jsonSchema whether {@code response_format.type = json_schema} is accepted; otherwise
 *     {@code json_object} is sent and the loss told
 * @param strictTools whether {@code function.strict} is accepted
 * @param parallelToolCalls whether {@code parallel_tool_calls} is accepted
 * @param reasoningField the message field that carries reasoning back in a history; empty text when
 *     the server takes none
 * @param reasoningEffort whether {@code reasoning_effort} is accepted
 * @param mediaUrls whether media may be given as {@code https} addresses
 */
public record Dialect(
    String id,
    String maxTokensField,
    boolean developerRole,
    boolean streamUsage,
    boolean jsonSchema,
    boolean strictTools,
    boolean parallelToolCalls,
    String reasoningField,
    boolean reasoningEffort,
    boolean mediaUrls) {
  /** OpenAI itself. */
  public static final Dialect OPENAI =
      new Dialect("openai", "", true, true, true, true, true, "", true, true);
}
