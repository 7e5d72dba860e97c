package dev.signalbox.gateway.wire.bedrock;

import java.util.Locale;

/**
 * Whose model it is, as far as Converse treats makers differently: told by the id, which has the
 * maker in it, but for profiles of an account's own.
 */
enum ModelFamily {
  CLAUDE,
  NOVA,
  GPT_OSS,
  OTHER;

  /** The family of the model, profile or address {@code id}. */
  static ModelFamily of(String id) {
    String name = id.toLowerCase(Locale.ROOT);
    if (name.contains("anthropic.") || name.contains("claude")) {
      return CLAUDE;
    }
    if (name.contains("amazon.nova")) {
      return NOVA;
    }
    return name.contains("openai.gpt-oss") ? GPT_OSS : OTHER;
  }

  /**
   * Whether a point may be set up to which a prompt is cached; others refuse it (<a
   * href="https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html">Prompt
   * caching</a>, read 2026-11).
   */
  boolean caches() {
    return this == CLAUDE || this == NOVA;
  }

  /**
   * Whether schemas are enforced, where the model's card does not say otherwise (<a
   * href="https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html">Structured
   * outputs</a>, read 2026-11: no model of the Nova family).
   */
  boolean enforcesSchemas() {
    return this != NOVA;
  }
}
