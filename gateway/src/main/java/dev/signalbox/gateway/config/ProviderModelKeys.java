package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The keys of an element of {@code providers.models}. */
final class ProviderModelKeys {
  static final Key<String> ID =
      Key.required("id", CommonKinds.MODEL_NAME, "the name the provider knows");
  static final Key<Optional<Integer>> MAX_OUTPUT =
      Key.optional("max_output", Kinds.whole(1, 10_000_000), "most output tokens it gives");
  static final Key<Optional<Protocol>> API =
      Key.optional(
          "api",
          CommonKinds.FORMAT,
          "Vertex AI and Bedrock: the API it is spoken to in, gemini or anthropic; none: by its"
              + " name");

  static final Section<ProviderConfig.Model> SECTION =
      Section.of(
          List.of(ID, MAX_OUTPUT, API),
          values ->
              new ProviderConfig.Model(
                  values.get(ID),
                  values.get(MAX_OUTPUT).map(OptionalInt::of).orElse(OptionalInt.empty()),
                  values.get(API)));

  static final Kind<ProviderConfig.Model> KIND =
      new Kind.ScalarOrGroup<>(
          Kinds.text(
              "a model's name",
              value ->
                  value.isEmpty() || value.length() > 200
                      ? Optional.empty()
                      : Optional.of(
                          new ProviderConfig.Model(value, OptionalInt.empty(), Optional.empty()))),
          SECTION);

  private ProviderModelKeys() {}
}
