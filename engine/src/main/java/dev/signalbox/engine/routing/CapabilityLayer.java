package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Limits;
import dev.signalbox.engine.catalog.ParameterRules;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.state.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
  Finding judge(Context context, Candidate candidate) {
    Deployment deployment = candidate.standing().deployment();
    Optional<Question.Pin> pin = foreignPin(context, deployment);
    if (pin.isPresent() && pin.get().hard()) {
      return new Reason.PortabilityPin(pin.get().provider(), pin.get().what());
    }
    List<String> losses = new ArrayList<>(0);
    Optional<Reason> reason = tooSmall(context, deployment);
    if (reason.isEmpty()) {
      reason = incapable(context, deployment, losses);
    }
    if (reason.isPresent()) {
      return reason.get();
    }
    addLostFields(context, deployment, losses);
    boolean strict =
        context.question().asked().strict() || context.policy().profile().handling().strict();
    if (strict && !losses.isEmpty()) {
      return new Reason.WouldLose(losses);
    }
    return new Score.Fit(deployment.target(), losses, pin);
  }

  private static Optional<Question.Pin> foreignPin(Context context, Deployment deployment) {
    Optional<Question.Pin> pin = context.question().session().pin();
    return pin.isEmpty() || pin.get().provider().equals(deployment.provider().id())
        ? Optional.empty()
        : pin;
  }

  private static Optional<Reason> tooSmall(Context context, Deployment deployment) {
    if (deployment.card().isEmpty()) {
      return Optional.empty();
    }
    Limits limits = deployment.card().get().limits();
    Needs.Tokens tokens = context.question().needs().tokens();
    boolean named = context.named();
    long input = named ? tokens.surelyInput() : tokens.input();
    if (limits.maxInputTokens().isPresent() && input > limits.maxInputTokens().getAsInt()) {
      return Optional.of(new Reason.ContextTooSmall(input, limits.maxInputTokens().getAsInt()));
    }
    long both = named ? input : Saturating.sum(input, tokens.maxOutput().orElse(0));
    if (limits.contextTokens().isPresent() && both > limits.contextTokens().getAsInt()) {
      return Optional.of(new Reason.ContextTooSmall(both, limits.contextTokens().getAsInt()));
    }
    return named ? Optional.empty() : outputTooSmall(limits, tokens.maxOutput());
  }

  private static Optional<Reason> outputTooSmall(Limits limits, OptionalLong asked) {
    return asked.isPresent()
            && limits.maxOutputTokens().isPresent()
            && asked.getAsLong() > limits.maxOutputTokens().getAsInt()
        ? Optional.of(
            new Reason.OutputTooSmall(asked.getAsLong(), limits.maxOutputTokens().getAsInt()))
        : Optional.empty();
  }

  private static Optional<Reason> incapable(
      Context context, Deployment deployment, List<String> losses) {
    for (int i = 0; i < context.needs().size(); i++) {
      Optional<Reason> reason = lacking(context, deployment, context.needs().get(i), losses);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private static Optional<Reason> lacking(
      Context context, Deployment deployment, Capability need, List<String> losses) {
    boolean named = context.named();
    return switch (deployment.supports(need)) {
      case YES -> Optional.empty();
      case NO -> {
        if (named && !ESSENTIAL.contains(need)) {
          addOnce(need.id(), losses);
          yield Optional.empty();
        }
        yield Optional.of(new Reason.NoCapability(need));
      }
      case UNKNOWN ->
          named || context.policy().profile().handling().unknownAllowed()
              ? Optional.empty()
              : Optional.of(new Reason.UnknownCapability(need));
    };
  }

  /** Adds what translation and the model's rules lose; a provider is spoken to in one format. */
  private static void addLostFields(Context context, Deployment deployment, List<String> losses) {
    Needs needs = context.question().needs();
    List<String> formats = deployment.provider().formats();
    if (!formats.contains(context.question().asked().format())) {
      losses.addAll(needs.losses().getOrDefault(formats.getFirst(), List.of()));
    }
    if (deployment.card().isPresent() && !needs.parameters().isEmpty()) {
      addRefused(needs, deployment.card().get().parameters(), losses);
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
