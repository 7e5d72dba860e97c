package dev.signalbox.engine.catalog;

import java.util.Locale;

/** What a request may need of a model. */
public enum Capability {
  TOOLS,
  PARALLEL_TOOLS,
  VISION,
  AUDIO_IN,
  VIDEO_IN,
  PDF,
  JSON_SCHEMA,
  REASONING,
  STREAMING,
  SYSTEM_PROMPT,
  PROMPT_CACHE,
  PREFILL;

  /** Its name in the data file and in answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
