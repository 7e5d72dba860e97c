package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of {@code [[apps]]}. */
final class AppKeys {
  /** The keys of an entry of an app's model list. */
  static final class ListedModelKeys {
    static final Key<String> ID = Key.required("id", CommonKinds.MODEL_NAME, "the name listed");
    static final Key<String> OBJECT =
        Key.of("object", Kinds.choice(Map.of("model", "model")), "model", "always model");
    static final Key<String> OWNED_BY =
        Key.of("owned_by", CommonKinds.LABEL, "signalbox", "who the list says owns it");

    static final Section<AppConfig.Model> SECTION =
        Section.of(
            List.of(ID, OBJECT, OWNED_BY),
            values -> new AppConfig.Model(values.get(ID), values.get(OWNED_BY)));

    private ListedModelKeys() {}
  }

  static final Key<String> NAME =
      Key.required("name", CommonKinds.PROVIDER_ID, "unique name of the app");
  static final Key<String> PATH =
      Key.required(
          "path",
          Kinds.matching(
              "/(?!(v1|v1beta|health|ready|metrics|docs|openapi\\.json|gateway)$)"
                  + "[A-Za-z0-9][A-Za-z0-9._-]{0,62}",
              "`/` and one name that no path of our own has, such as `/openai`"),
          "where it is mounted: the doors are below, such as /openai/v1/chat/completions");
  static final Key<List<Set<Protocol>>> PROTOCOLS =
      Key.of(
              "protocols",
              new Kind.Many<>(Kinds.choice(doors()), 10, true),
              List.of(),
              "APIs it speaks, one or a list; none: all")
          .orNamed("frontdoor");
  static final Key<Map<String, String>> PREFIX_PROVIDERS =
      Key.of(
          "prefix_providers",
          new Kind.Entries<>(CommonKinds.MODEL_NAMES, CommonKinds.PROVIDER_ID),
          Map.of(),
          "provider by the beginning of a model name, before the prefixes of routing");
  static final Key<List<AppConfig.Model>> MODELS =
      Key.of(
          "models",
          new Kind.Groups<>(ListedModelKeys.SECTION, "id", CommonKinds.MOST_ENTRIES),
          List.of(),
          "entries that its model list starts with");

  static final Key<Optional<String>> PROFILE =
      Key.optional(
          "profile",
          CommonKinds.PROFILE_ID,
          "profile of its requests that name none; before what rules say");

  static final Section<AppConfig> SECTION =
      Section.of(
          List.of(
              NAME,
              PATH,
              PROTOCOLS,
              PROFILE,
              RoutingKeys.DEFAULT,
              PREFIX_PROVIDERS,
              RoutingKeys.REWRITES,
              MODELS),
          AppKeys::make);

  private AppKeys() {}

  private static AppConfig make(Values values) {
    return new AppConfig(
        values.get(NAME),
        values.get(PATH),
        chosen(values),
        RoutingKeys.make(values, PREFIX_PROVIDERS),
        values.get(MODELS),
        values.get(PROFILE));
  }

  /** The formats that {@code values} choose; all where they choose none. */
  static Set<Protocol> chosen(Values values) {
    Set<Protocol> chosen =
        values.get(PROTOCOLS).stream().flatMap(Set::stream).collect(Collectors.toSet());
    return chosen.isEmpty() ? Set.of(Protocol.values()) : chosen;
  }

  private static Map<String, Set<Protocol>> doors() {
    var doors = new LinkedHashMap<String, Set<Protocol>>();
    doors.put("openai", Set.of(Protocol.CHAT, Protocol.RESPONSES));
    Arrays.stream(Protocol.values()).forEach(each -> doors.put(each.id(), Set.of(each)));
    doors.put("google", Set.of(Protocol.GEMINI));
    return doors;
  }
}
