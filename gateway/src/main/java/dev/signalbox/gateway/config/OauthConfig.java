package dev.signalbox.gateway.config;

import dev.signalbox.gateway.provider.auth.Proof;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How tokens for a provider are had: {@code providers.oauth}.
 *
 * @param tokenUrl where
 * @param proof what tells who asks
 * @param fields further fields of the form, {@code scope} and {@code audience} among them
 * @param secrets those of them that nobody may read, and what the proof is made of
 */
public record OauthConfig(
    URI tokenUrl, Proof proof, Map<String, String> fields, List<Secret> secrets) {
  public OauthConfig {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    secrets = List.copyOf(secrets);
  }

  /** Without the fields. */
  @Override
  public String toString() {
    return "OauthConfig[" + tokenUrl + ", " + proof + "]";
  }
}
