package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.util.List;
import java.util.Optional;

/** The keys of {@code [models."alias"]}. */
final class ModelKeys {
  /** The keys of a target that is a table. */
  static final class TargetKeys {
    static final Key<ModelAlias.Target> MODEL =
        Key.required("model", CommonKinds.REFERENCE, "the target, provider/model");
    static final Key<Integer> WEIGHT =
        Key.of(
            "weight",
            Kinds.whole(1, 10_000),
            1,
            "its share of the requests among the targets with a weight");

    static final Section<ModelAlias.Target> SECTION =
        Section.of(
            List.of(MODEL, WEIGHT), values -> weighted(values.get(MODEL), values.get(WEIGHT)));

    private TargetKeys() {}

    private static ModelAlias.Target weighted(ModelAlias.Target target, int weight) {
      return new ModelAlias.Target(target.provider(), target.model(), weight);
    }
  }

  static final Key<List<ModelAlias.Target>> TARGETS =
      Key.required(
          "targets",
          new Kind.Many<>(
              new Kind.ScalarOrGroup<>(CommonKinds.REFERENCE, TargetKeys.SECTION),
              CommonKinds.MOST_KEYS,
              true),
          "what serves it, in order: each provider/model or { model = …, weight = … }");

  static final Section<ModelAlias> SECTION =
      Section.checked(
          List.of(TARGETS),
          values -> {
            List<ModelAlias.Target> targets = values.get(TARGETS);
            if (targets.isEmpty()) {
              values.report().wrong(values.place(TARGETS), "must have at least one target");
              return Optional.empty();
            }
            return Optional.of(new ModelAlias(values.name(), targets));
          });

  private ModelKeys() {}
}
