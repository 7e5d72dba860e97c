package dev.signalbox.gateway.registry;

import dev.signalbox.gateway.config.GatewayDocument;
import dev.signalbox.gateway.config.ProviderDocument;
import java.util.List;
import java.util.Locale;

/** What can be registered. */
public enum Kind {
  PROVIDER,
  GATEWAY,
  /** That the provider of the same id, of the file or registered, takes no new requests. */
  DRAIN;

  /** The key of a document that names it. */
  public static final String ID = "id";

  /** Its name in the database and in messages. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The keys of its documents whose values are secrets. */
  public List<String> secrets() {
    return switch (this) {
      case PROVIDER -> ProviderDocument.SECRETS;
      case GATEWAY -> GatewayDocument.SECRETS;
      case DRAIN -> List.of();
    };
  }
}
