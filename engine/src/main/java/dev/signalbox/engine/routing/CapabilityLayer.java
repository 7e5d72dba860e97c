package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.ParameterRules;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.state.Deployment;
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
  Optional<Reason> judge(Context context, Candidate candidate, Tally tally) {
    Deployment deployment = candidate.standing().deployment();
    Optional<Question.Pin> pin = foreignPin(context, deployment);
    if (pin.isPresent() && pin.get().hard()) {
      return Optional.of(new Reason.PortabilityPin(pin.get().provider(), pin.get().what()));
    }
    Optional<Reason> reason = tooSmall(context, deployment);
    if (reason.isEmpty()) {
      reason = incapable(context, deployment);
    }
    if (reason.isPresent()) {
      return reason;
    }
    List<String> losses = losses(context, deployment);
    if (context.strict() && !losses.isEmpty()) {
      return Optional.of(new Reason.WouldLose(losses));
    }
    tally.suffer(Score.Fit.setbacks(losses, pin));
    return reason;
  }

  @Override
  Score score(Context context, Candidate candidate) {
    Deployment deployment = candidate.standing().deployment();
    return new Score.Fit(
        deployment.target(), losses(context, deployment), foreignPin(context, deployment));
  }

  private static Optional<Question.Pin> foreignPin(Context context, Deployment deployment) {
    Optional<Question.Pin> pin = context.question().session().pin();
    return pin.isEmpty() || pin.get().provider().equals(deployment.provider().id())
        ? Optional.empty()
        : pin;
  }

  private static Optional<Reason> tooSmall(Context context, Deployment deployment) {
    Needs.Tokens tokens = context.question().needs().tokens();
    boolean named = context.named();
    long input = named ? tokens.surelyInput() : tokens.input();
    if (input > deployment.mostInputTokens()) {
      return Optional.of(new Reason.ContextTooSmall(input, deployment.mostInputTokens()));
    }
    long output = named ? 0 : tokens.maxOutput().orElse(0);
    long both = Saturating.sum(input, output);
    if (both > deployment.contextTokens()) {
      return Optional.of(new Reason.ContextTooSmall(both, deployment.contextTokens()));
    }
    return output > deployment.mostOutputTokens()
        ? Optional.of(new Reason.OutputTooSmall(output, deployment.mostOutputTokens()))
        : Optional.empty();
  }

  private static Optional<Reason> incapable(Context context, Deployment deployment) {
    for (int i = 0; i < context.needs().size(); i++) {
      Optional<Reason> reason = lacking(context, deployment, context.needs().get(i));
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private static Optional<Reason> lacking(Context context, Deployment deployment, Capability need) {
    return switch (deployment.supports(need)) {
      case YES -> Optional.empty();
      case NO ->
          context.named() && !ESSENTIAL.contains(need)
              ? Optional.empty()
              : Optional.of(new Reason.NoCapability(need));
      case UNKNOWN ->
          context.named() || context.policy().profile().handling().unknownAllowed()
              ? Optional.empty()
              : Optional.of(new Reason.UnknownCapability(need));
    };
  }

  /** What the model is said not to do well, and what translation and the model's rules lose. */
  private static List<String> losses(Context context, Deployment deployment) {
    List<String> losses = new ArrayList<>(0);
    if (context.named()) {
      addDenied(context, deployment, losses);
    }
    addLostFields(context, deployment, losses);
    return losses;
  }

  private static void addDenied(Context context, Deployment deployment, List<String> losses) {
    for (Capability need : context.needs()) {
      if (deployment.supports(need) == Support.NO) {
        addOnce(need.id(), losses);
      }
    }
  }

  /** Adds what translation and the model's rules lose; a provider is spoken to in one format. */
  private static void addLostFields(Context context, Deployment deployment, List<String> losses) {
    Needs needs = context.question().needs();
    List<String> formats = deployment.provider().formats();
    if (!formats.contains(context.question().asked().format())) {
      losses.addAll(needs.losses().getOrDefault(formats.getFirst(), List.of()));
    }
    if (!needs.parameters().isEmpty()) {
      addRefused(needs, deployment.parameters(), losses);
    }
  }

  private static void addRefused(Needs needs, ParameterRules rules, List<String> lost) {
    refuse(Needs.Parameter.TEMPERATURE, rules.temperature(), needs, lost);
    refuse(Needs.Parameter.STOP, rules.stop(), needs, lost);
  }

  private static void refuse(
      Needs.Parameter parameter, Support support, Needs needs, List<String> lost) {
    if (support == Support.NO && needs.parameters().contains(parameter)) {
      addOnce(parameter.id(), lost);
    }
  }

  private static void addOnce(String field, List<String> lost) {
    if (!lost.contains(field)) {
      lost.add(field);
    }
  }
}
