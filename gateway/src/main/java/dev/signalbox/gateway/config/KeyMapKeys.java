package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Names;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.gateway.provider.ProviderTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of {@code [key_map.TOKEN]}. */
final class KeyMapKeys {
  static final Key<Optional<String>> LABEL =
      Key.optional("label", CommonKinds.LABEL, "name for people");
  static final Key<Optional<String>> PROJECT =
      Key.optional(
          "project",
          CommonKinds.LABEL,
          "project of its requests, whatever x-project says; none: what that says");

  /** One key for each maker that runs a type of provider, by maker. */
  static final Map<String, Key<Optional<Secret>>> MAKER_KEYS = makerKeys();

  static final Key<Map<String, Secret>> PROVIDER_KEYS =
      Key.of(
          "provider_keys",
          new Kind.Entries<>(CommonKinds.PROVIDER_IDS, CommonKinds.SECRET),
          Map.of(),
          "keys by provider id; they win over the others");

  static final Names TOKENS =
      Names.of("[\\x21-\\x7E]{1,512}", "1 to 512 printable ASCII characters", 10_000).asSecret();

  static final Section<KeyMapEntry> SECTION =
      Section.of(
          Stream.of(
                  Stream.of(LABEL, PROJECT), MAKER_KEYS.values().stream(), Stream.of(PROVIDER_KEYS))
              .<Key<?>>flatMap(keys -> keys)
              .toList(),
          values ->
              new KeyMapEntry(
                  new Secret(values.name()),
                  values.get(LABEL).orElse(""),
                  values.get(PROJECT),
                  given(values),
                  values.get(PROVIDER_KEYS)));

  private KeyMapKeys() {}

  private static Map<String, Key<Optional<Secret>>> makerKeys() {
    Map<String, Key<Optional<Secret>>> keys = new LinkedHashMap<>();
    for (String maker : ProviderTypes.makers()) {
      keys.put(
          maker,
          Key.optional(
              maker + "_key",
              CommonKinds.SECRET,
              "key for all providers of the models of " + maker));
    }
    return keys;
  }

  private static Map<String, Secret> given(Values values) {
    Map<String, Secret> keys = new LinkedHashMap<>();
    MAKER_KEYS.forEach(
        (maker, key) -> values.get(key).ifPresent(secret -> keys.put(maker, secret)));
    return keys;
  }
}
