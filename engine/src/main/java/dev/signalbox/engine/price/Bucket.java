package dev.signalbox.engine.price;

import java.util.Locale;

/** A kind of token that has a price of its own. */
public enum Bucket {
  INPUT,
  CACHE_READ,
  /** Written to a cache that lives for minutes. */
  CACHE_WRITE,
  /** Written to a cache that lives for an hour. */
  CACHE_WRITE_HOUR,
  AUDIO_INPUT,
  /** Generated text that is not reasoning. */
  OUTPUT,
  REASONING,
  AUDIO_OUTPUT;

  /** Its name in data files and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
