package dev.signalbox.gateway.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A caller's token with provider keys of its own: {@code [key_map.TOKEN]}.
 *
 * @param token what the caller presents
 * @param label name for people; empty text when none is given
 * @param project project its requests count for, unless the request names one
 * @param anthropicKey key for all providers of type {@code anthropic}
 * @param openaiKey key for all providers of the OpenAI types
 * @param googleKey key for all providers of type {@code google}
 * @param providerKeys keys by provider id; they win over the three above
 */
public record KeyMapEntry(
    Secret token,
    String label,
    Optional<String> project,
    Optional<Secret> anthropicKey,
    Optional<Secret> openaiKey,
    Optional<Secret> googleKey,
    Map<String, Secret> providerKeys) {
  public KeyMapEntry {
    providerKeys = Collections.unmodifiableMap(new LinkedHashMap<>(providerKeys));
  }

  /** The key this caller's requests take at {@code provider}; empty: the provider's own. */
  public Optional<Secret> keyFor(ProviderConfig provider) {
    return Optional.ofNullable(providerKeys.get(provider.id())).or(() -> keyFor(provider.type()));
  }

  /** Everything in it that nobody may read. */
  public List<Secret> secrets() {
    List<Secret> secrets = new ArrayList<>(providerKeys.values());
    secrets.add(token);
    Stream.of(anthropicKey, openaiKey, googleKey).forEach(key -> key.ifPresent(secrets::add));
    return secrets;
  }

  private Optional<Secret> keyFor(ProviderType type) {
    return switch (type) {
      case OPENAI, OPENAI_CHAT, OPENAI_RESPONSES -> openaiKey;
      case ANTHROPIC -> anthropicKey;
      case GOOGLE -> googleKey;
      case AZURE_OPENAI, LOCAL, SIMULATOR -> Optional.empty();
    };
  }
}
