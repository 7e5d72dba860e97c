package dev.signalbox.gateway.metrics;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.engine.naming.Target;
import java.util.function.BiPredicate;

/**
 * Which names are told apart. A model is one only once it has answered, or where the configuration
 * or its provider lists it: names that clients make up and nobody serves take nobody's place.
 *
 * @param listed whether a provider is known to serve a model
 */
record Names(
    LabelValues keys,
    LabelValues providers,
    LabelValues models,
    LabelValues answered,
    LabelValues endpoints,
    LabelValues errors,
    LabelValues projects,
    LabelValues sources,
    LabelValues profiles,
    LabelValues apps,
    BiPredicate<String, String> listed) {
  /** Names of which {@code most} each are told apart. */
  static Names of(int most, BiPredicate<String, String> listed) {
    return new Names(
        new LabelValues(most),
        new LabelValues(most),
        new LabelValues(most),
        new LabelValues(most),
        new LabelValues(most),
        new LabelValues(most),
        new LabelValues(most),
        new LabelValues(most),
        new LabelValues(most),
        new LabelValues(most),
        listed);
  }

  /** The model that was asked in {@code attempt}. */
  String model(AttemptRecord attempt) {
    return attempt.outcome().equals(AttemptRecord.ANSWERED)
        ? models.of(attempt.model())
        : model(attempt.provider(), attempt.model());
  }

  /** The model {@code target}, whether it has answered or not. */
  String model(Target target) {
    return model(target.provider(), target.model());
  }

  private String model(String provider, String model) {
    String known = models.known(model);
    return known.equals(LabelValues.OTHER) && listed.test(provider, model)
        ? models.of(model)
        : known;
  }

  /** The model that says that it answered; empty text when none did. */
  String answered(AttemptRecord attempt) {
    if (!attempt.outcome().equals(AttemptRecord.ANSWERED)) {
      return "";
    }
    return attempt.answeredModel().isEmpty()
        ? models.of(attempt.model())
        : answered.of(attempt.answeredModel());
  }
}
