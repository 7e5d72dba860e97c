package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.ParameterRules;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.state.Candidate;
import dev.signalbox.engine.state.DeploymentColumns;
import dev.signalbox.engine.state.ProviderFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Drops deployments that cannot do what the request needs; keeps one that can do it with a loss,
 * and tells the loss.
 *
 * <p>A model that the client named is dropped only where it cannot be given the request at all;
 * what it is merely said not to do well is a told loss there.
 */
final class CapabilityLayer extends RoutingLayer {
  /** Content that a model either reads or not, and tools: nothing stands in for them. */
  private static final Set<Capability> ESSENTIAL =
      Set.of(
          Capability.TOOLS,
          Capability.VISION,
          Capability.AUDIO_IN,
          Capability.VIDEO_IN,
          Capability.PDF);

  @Override
  String name() {
    return "capability";
  }

  @Override
  Optional<Drop> judge(Context context, Candidate candidate, Tally tally) {
    Optional<Question.Pin> pin = foreignPin(context, candidate);
    if (pin.isPresent() && pin.get().hard()) {
      return Drop.of(
          ReasonCode.PORTABILITY_PIN,
          () -> new Reason.PortabilityPin(pin.get().provider(), pin.get().what()));
    }
    Optional<Drop> drop = tooSmall(context, candidate);
    if (drop.isEmpty()
        && !candidate.columns().deployments().canAll(context.needBits(), candidate.row())) {
      drop = incapable(context, candidate);
    }
    if (drop.isPresent()) {
      return drop;
    }
    List<String> losses = losses(context, candidate);
    if (context.strict() && !losses.isEmpty()) {
      return Drop.of(ReasonCode.WOULD_LOSE, () -> new Reason.WouldLose(losses));
    }
    tally.suffer(Score.Fit.setbacks(losses, pin));
    return drop;
  }

  @Override
  Score score(Context context, Candidate candidate) {
    return new Score.Fit(
        candidate.target(), losses(context, candidate), foreignPin(context, candidate));
  }

  private static Optional<Question.Pin> foreignPin(Context context, Candidate candidate) {
    Optional<Question.Pin> pin = context.question().session().pin();
    return pin.isEmpty() || pin.get().provider().equals(provider(candidate).id())
        ? Optional.empty()
        : pin;
  }

  private static ProviderFacts provider(Candidate candidate) {
    return candidate.columns().deployments().provider(candidate.row());
  }

  private static Optional<Drop> tooSmall(Context context, Candidate candidate) {
    DeploymentColumns columns = candidate.columns().deployments();
    int row = candidate.row();
    Needs.Tokens tokens = context.question().needs().tokens();
    boolean named = context.named();
    long input = named ? tokens.surelyInput() : tokens.input();
    if (input > columns.mostInputTokens(row)) {
      return Drop.of(
          ReasonCode.CONTEXT_TOO_SMALL,
          () -> new Reason.ContextTooSmall(input, columns.mostInputTokens(row)));
    }
    long output = named ? 0 : tokens.maxOutput().orElse(0);
    long both = Saturating.sum(input, output);
    if (both > columns.contextTokens(row)) {
      return Drop.of(
          ReasonCode.CONTEXT_TOO_SMALL,
          () -> new Reason.ContextTooSmall(both, columns.contextTokens(row)));
    }
    return output > columns.mostOutputTokens(row)
        ? Drop.of(
            ReasonCode.OUTPUT_TOO_SMALL,
            () -> new Reason.OutputTooSmall(output, columns.mostOutputTokens(row)))
        : Optional.empty();
  }

  private static Optional<Drop> incapable(Context context, Candidate candidate) {
    for (int i = 0; i < context.needs().size(); i++) {
      Capability need = context.needs().get(i);
      Support support = candidate.columns().deployments().supports(need, candidate.row());
      if (support != Support.YES && !isLetIn(context, need, support)) {
        return support == Support.NO
            ? Drop.of(ReasonCode.NO_CAPABILITY, () -> new Reason.NoCapability(need))
            : Drop.of(ReasonCode.UNKNOWN_CAPABILITY, () -> new Reason.UnknownCapability(need));
      }
    }
    return Optional.empty();
  }

  /** Whether one that is said to lack {@code need}, or of which it is not known, is kept. */
  private static boolean isLetIn(Context context, Capability need, Support support) {
    return support == Support.NO
        ? context.named() && !ESSENTIAL.contains(need)
        : context.named() || context.policy().profile().handling().unknownAllowed();
  }

  /** What the model is said not to do well, and what translation and the model's rules lose. */
  private static List<String> losses(Context context, Candidate candidate) {
    Needs needs = context.question().needs();
    DeploymentColumns columns = candidate.columns().deployments();
    List<String> formats = columns.provider(candidate.row()).formats();
    boolean translated = !formats.contains(context.question().asked().format());
    List<String> refused =
        columns.refusesParameters(candidate.row())
            ? refused(needs, columns.parameters(candidate.row()))
            : List.of();
    if (!context.named() && !translated) {
      return refused;
    }
    List<String> losses = new ArrayList<>(0);
    if (context.named()) {
      addDenied(context, candidate, losses);
    }
    if (translated) { // a provider is spoken to in one format
      losses.addAll(needs.losses().getOrDefault(formats.getFirst(), List.of()));
    }
    refused.forEach(field -> addOnce(field, losses));
    return losses;
  }

  private static void addDenied(Context context, Candidate candidate, List<String> losses) {
    for (Capability need : context.needs()) {
      if (candidate.columns().deployments().supports(need, candidate.row()) == Support.NO) {
        addOnce(need.id(), losses);
      }
    }
  }

  private static List<String> refused(Needs needs, ParameterRules rules) {
    boolean temperature =
        rules.temperature() == Support.NO
            && needs.parameters().contains(Needs.Parameter.TEMPERATURE);
    if (rules.stop() != Support.NO || !needs.parameters().contains(Needs.Parameter.STOP)) {
      return temperature ? List.of(Needs.Parameter.TEMPERATURE.id()) : List.of();
    }
    return temperature
        ? List.of(Needs.Parameter.TEMPERATURE.id(), Needs.Parameter.STOP.id())
        : List.of(Needs.Parameter.STOP.id());
  }

  private static void addOnce(String field, List<String> lost) {
    if (!lost.contains(field)) {
      lost.add(field);
    }
  }
}
