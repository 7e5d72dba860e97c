package dev.signalbox.gateway.migrate;

import java.util.Map;
import java.util.Optional;

/**
 * One entry of {@code model_list}.
 *
 * @param entry the whole of it
 * @param name what clients ask for
 * @param vendor whose service it is
 * @param model the name that the service knows; may be a pattern with {@code *}
 * @param credential values of the {@code credential_list} that it names; empty for none
 */
record LiteLlmDeployment(
    Value entry, String name, LiteLlmVendor vendor, String model, Map<String, Value> credential) {
  private static final char ANY = '*';

  LiteLlmDeployment {
    credential = Map.copyOf(credential);
  }

  /** A setting of the call, of the entry itself or of its credential. */
  Optional<Value> param(String key) {
    return entry
        .get("litellm_params")
        .flatMap(params -> params.get(key))
        .or(() -> Optional.ofNullable(credential.get(key)));
  }

  /** What the entry says of the model. */
  Optional<Value> info() {
    return entry.get("model_info").filter(Value::isTable);
  }

  boolean isPattern() {
    return name.indexOf(ANY) >= 0 || model.indexOf(ANY) >= 0;
  }

  /** The part of the name before the slash; empty where there is none. */
  static Optional<String> head(String name) {
    int slash = name.indexOf('/');
    return slash > 0 && slash < name.length() - 1
        ? Optional.of(name.substring(0, slash))
        : Optional.empty();
  }

  /** The number of a setting. */
  Optional<Long> whole(String key) {
    return param(key).map(value -> value.number().longValue());
  }
}
