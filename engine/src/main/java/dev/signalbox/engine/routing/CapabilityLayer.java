package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Limits;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.ParameterRules;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.state.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
final class CapabilityLayer implements RoutingLayer {
  /** Content that a model either reads or not, and tools: nothing stands in for them. */
  private static final Set<Capability> ESSENTIAL =
      Set.of(
          Capability.TOOLS,
          Capability.VISION,
          Capability.AUDIO_IN,
          Capability.VIDEO_IN,
          Capability.PDF);

  /** More than quality, cost and time weigh together, less than a rank. */
  private static final long LOSS = 10 * Trade.ONE;

  @Override
  public String name() {
    return "capability";
  }

  @Override
  public Outcome judge(Context context, Candidate candidate) {
    Deployment deployment = candidate.standing().deployment();
    List<String> losses = new ArrayList<>(0);
    Optional<Reason> reason =
        pinned(context, deployment)
            .or(() -> tooSmall(context, deployment))
            .or(() -> incapable(context, deployment, losses));
    if (reason.isPresent()) {
      return new Outcome.Dropped(reason.get());
    }
    losses.addAll(lostFields(context, deployment));
    boolean strict =
        context.question().asked().strict() || context.policy().profile().handling().strict();
    if (strict && !losses.isEmpty()) {
      return new Outcome.Dropped(new Reason.WouldLose(losses));
    }
    return new Outcome.Kept(
        new Score.Fit(deployment.target(), losses, terms(context, deployment, losses)));
  }

  private static Optional<Reason> pinned(Context context, Deployment deployment) {
    return context
        .question()
        .session()
        .pin()
        .filter(pin -> pin.hard() && !pin.provider().equals(deployment.provider().id()))
        .map(pin -> new Reason.PortabilityPin(pin.provider(), pin.what()));
  }

  private static Optional<Reason> tooSmall(Context context, Deployment deployment) {
    if (deployment.card().isEmpty()) {
      return Optional.empty();
    }
    Limits limits = deployment.card().get().limits();
    Needs.Tokens tokens = context.question().needs().tokens();
    boolean named = isNamed(context);
    long input = named ? tokens.surelyInput() : tokens.input();
    if (limits.maxInputTokens().isPresent() && input > limits.maxInputTokens().getAsInt()) {
      return Optional.of(new Reason.ContextTooSmall(input, limits.maxInputTokens().getAsInt()));
    }
    long both = named ? input : Candidate.saturated(input, tokens.maxOutput().orElse(0));
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
    for (Capability need : context.question().needs().capabilities()) {
      Optional<Reason> reason = lacking(context, deployment, need, losses);
      if (reason.isPresent()) {
        return reason;
      }
    }
    for (AppliedPolicy.Clause clause : context.policy().clauses()) {
      for (Capability need : clause.terms().capabilities()) {
        Optional<Reason> reason = lacking(context, deployment, need, losses);
        if (reason.isPresent()) {
          return reason;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Reason> lacking(
      Context context, Deployment deployment, Capability need, List<String> losses) {
    boolean named = isNamed(context);
    return switch (deployment.supports(need)) {
      case YES -> Optional.empty();
      case NO -> {
        if (named && !ESSENTIAL.contains(need)) {
          losses.add(need.id());
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

  private static List<String> lostFields(Context context, Deployment deployment) {
    Needs needs = context.question().needs();
    List<String> lost = new ArrayList<>(0);
    List<String> formats = deployment.provider().formats();
    if (!formats.contains(context.question().asked().format())) {
      lost.addAll(needs.losses().getOrDefault(formats.getFirst(), List.of()));
    }
    deployment.card().map(ModelCard::parameters).ifPresent(rules -> refused(needs, rules, lost));
    return lost;
  }

  private static void refused(Needs needs, ParameterRules rules, List<String> lost) {
    for (Needs.Parameter parameter : needs.parameters()) {
      Support support =
          switch (parameter) {
            case TEMPERATURE -> rules.temperature();
            case STOP -> rules.stop();
          };
      String field = parameter.name().toLowerCase(Locale.ROOT);
      if (support == Support.NO && !lost.contains(field)) {
        lost.add(field);
      }
    }
  }

  private static List<Score.Term> terms(
      Context context, Deployment deployment, List<String> losses) {
    List<Score.Term> terms = new ArrayList<>(0);
    if (!losses.isEmpty()) {
      terms.add(new Score.Term("loss", -LOSS));
    }
    context
        .question()
        .session()
        .pin()
        .filter(pin -> !pin.provider().equals(deployment.provider().id()))
        .ifPresent(pin -> terms.add(new Score.Term("made elsewhere: " + pin.what(), -LOSS)));
    return terms;
  }

  private static boolean isNamed(Context context) {
    return context.question().scope() instanceof Question.Scope.Named;
  }
}
