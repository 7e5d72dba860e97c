package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.provider.ProviderTypes;
import java.util.Locale;
import java.util.Optional;

/** The environment variable that usually holds a provider's key. */
final class KeyVariables {
  private KeyVariables() {}

  /** The vendor's own name for the first provider of a type, else one made of the id. */
  static String of(String type, String id) {
    return Optional.ofNullable(ProviderTypes.byName().get(type))
        .flatMap(known -> known.keyVariable(id))
        .orElseGet(() -> fromId(id));
  }

  private static String fromId(String id) {
    String name = id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_API_KEY";
    return Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }
}
