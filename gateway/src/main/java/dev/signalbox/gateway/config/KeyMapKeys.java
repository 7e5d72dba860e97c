package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Names;
import dev.signalbox.gateway.config.schema.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code [key_map.TOKEN]}. */
final class KeyMapKeys {
  static final Key<Optional<String>> LABEL =
      Key.optional("label", CommonKinds.LABEL, "name for people");
  static final Key<Optional<String>> PROJECT =
      Key.optional(
          "project",
          CommonKinds.LABEL,
          "project its requests count for, unless the request names one");
  static final Key<Optional<Secret>> ANTHROPIC_KEY =
      Key.optional("anthropic_key", CommonKinds.SECRET, "key for all providers of type anthropic");
  static final Key<Optional<Secret>> OPENAI_KEY =
      Key.optional("openai_key", CommonKinds.SECRET, "key for all providers of the openai types");
  static final Key<Optional<Secret>> GOOGLE_KEY =
      Key.optional("google_key", CommonKinds.SECRET, "key for all providers of type google");
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
          List.of(LABEL, PROJECT, ANTHROPIC_KEY, OPENAI_KEY, GOOGLE_KEY, PROVIDER_KEYS),
          values ->
              new KeyMapEntry(
                  new Secret(values.name()),
                  values.get(LABEL).orElse(""),
                  values.get(PROJECT),
                  values.get(ANTHROPIC_KEY),
                  values.get(OPENAI_KEY),
                  values.get(GOOGLE_KEY),
                  values.get(PROVIDER_KEYS)));

  private KeyMapKeys() {}
}
