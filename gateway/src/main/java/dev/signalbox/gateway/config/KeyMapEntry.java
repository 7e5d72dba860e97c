package dev.signalbox.gateway.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A caller's token with provider keys of its own: {@code [key_map.TOKEN]}.
 *
 * @param token what the caller presents
 * @param label name for people; empty text when none is given
 * @param project project of its requests, whatever x-project says; none: what that says
 * @param makerKeys keys for all providers of a maker's models, by maker
 * @param providerKeys keys by provider id; they win over those by maker
 */
public record KeyMapEntry(
    Secret token,
    String label,
    Optional<String> project,
    Map<String, Secret> makerKeys,
    Map<String, Secret> providerKeys) {
  public KeyMapEntry {
    makerKeys = Collections.unmodifiableMap(new LinkedHashMap<>(makerKeys));
    providerKeys = Collections.unmodifiableMap(new LinkedHashMap<>(providerKeys));
  }

  /** Everything in it that nobody may read. */
  public List<Secret> secrets() {
    List<Secret> secrets = new ArrayList<>(providerKeys.values());
    secrets.add(token);
    secrets.addAll(makerKeys.values());
    return secrets;
  }
}
