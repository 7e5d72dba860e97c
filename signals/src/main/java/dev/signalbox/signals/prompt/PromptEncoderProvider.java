package dev.signalbox.signals.prompt;

/** Brings an encoder that does not come with the program; found as a service of the class path. */
public interface PromptEncoderProvider {
  /** What the configuration calls it. */
  String id();

  /** Loads it; blocks. */
  PromptEncoder load();
}
