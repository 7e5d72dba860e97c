package dev.signalbox.gateway.cluster;

import dev.signalbox.signals.prompt.PromptEncoder;
import dev.signalbox.signals.prompt.PromptEncoderProvider;
import dev.signalbox.signals.prompt.StaticEmbedding;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** The encoders of prompts: the one that comes with the program, and those that are added to it. */
public final class Encoders {
  /** The one that comes with the program. */
  public static final String STATIC = "static";

  private Encoders() {}

  /** What loads the encoder {@code id}; empty when it is not there. */
  public static Optional<Supplier<PromptEncoder>> find(String id) {
    if (id.equals(STATIC)) {
      return Optional.of(StaticEmbedding::load);
    }
    return ServiceLoader.load(PromptEncoderProvider.class, Encoders.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.id().equals(id))
        .findFirst()
        .map(provider -> provider::load);
  }
}
