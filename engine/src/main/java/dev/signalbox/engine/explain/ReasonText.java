package dev.signalbox.engine.explain;

import dev.signalbox.engine.routing.Reason;
import dev.signalbox.engine.routing.ReasonCode;
import java.util.List;
import java.util.Locale;

/** The words for a reason: a code for machines, a sentence for people. */
public final class ReasonText {
  private ReasonText() {}

  /** The code of {@code reason}, the same for all of its kind. */
  public static String code(Reason reason) {
    return ReasonCode.of(reason).id();
  }

  /** The sentence for {@code reason}: lower case, without a full stop, figures with units. */
  public static String sentence(Reason reason) {
    return switch (reason) {
      case Reason.ProviderDisabled _ -> "the provider is switched off in the config";
      case Reason.Draining _ -> "an operator lets it run dry";
      case Reason.CircuitOpen(var until) ->
          "its circuit breaker lets no call pass"
              + until.map(at -> " until " + Figures.moment(at)).orElse(" for now");
      case Reason.CredentialsBenched(var until) ->
          "every key of the provider sits out until " + Figures.moment(until);
      case Reason.RateLimited(var until) ->
          "the provider's rate limit lets no call pass until " + Figures.moment(until);
      case Reason.QuotaExhausted(var percent) -> percent + " % of the provider's quota is used";
      case Reason.NotAllowed(var by) -> by + " allows other models only";
      case Reason.Denied(var by, var selector) -> "%s denies `%s`".formatted(by, selector);
      case Reason.PinnedElsewhere(var by) -> by + " pins other models";
      case Reason.RegionNotAllowed region -> sentence(region);
      case Reason.NotLocal(var by) -> by + " wants a server of your own";
      case Reason.KeepsPrompts(var by) ->
          by + " wants prompts not kept, which is not known of this one";
      case Reason.NotCleared(var by, var clearance) ->
          "%s wants the clearance `%s`, which it does not carry".formatted(by, clearance);
      case Reason.Retired retired -> sentence(retired);
      case Reason.WrongKind(var kind) -> "it is for %s, not for answers of text".formatted(kind);
      case Reason.OverBudget(var estimate, var left) ->
          "the estimate of %s is above the %s left of the budget"
              .formatted(Figures.dollars(estimate), Figures.dollars(left));
      case Reason.NoCapability(var need) -> "it has no " + words(need.id());
      case Reason.UnknownCapability(var need) ->
          "whether it has %s is not known".formatted(words(need.id()));
      case Reason.ContextTooSmall small -> sentence(small);
      case Reason.OutputTooSmall small -> sentence(small);
      case Reason.WouldLose(var fields) ->
          "it would lose %s, and nothing may be lost".formatted(quoted(fields));
      case Reason.PortabilityPin pin -> sentence(pin);
      case Reason.OverCeiling(var estimate, var ceiling) ->
          "the estimate of %s is above the ceiling of %s"
              .formatted(Figures.dollars(estimate), Figures.dollars(ceiling));
      case Reason.UnknownPrice _ -> "its price is not known";
      case Reason.FirstTokenTooSlow slow -> sentence(slow);
      case Reason.TooSlow slow -> sentence(slow);
      case Reason.BelowFloor(var quality, var floor) ->
          "the expected quality of %s is below the floor of %s"
              .formatted(Figures.points(quality), Figures.points(floor));
      case Reason.PlanFull(var rank, var planned) ->
          "it came %s, and the plan holds %d".formatted(ordinal(rank), planned);
    };
  }

  private static String sentence(Reason.RegionNotAllowed region) {
    return "%s wants prompts processed in %s; %s"
        .formatted(
            region.by(),
            Figures.oneOf(region.allowed()),
            region.have().isEmpty()
                ? "where this one processes them is not known"
                : "this one processes them in " + String.join(", ", region.have()));
  }

  private static String sentence(Reason.Retired retired) {
    return "it is "
        + retired.stage().id()
        + retired.since().map(day -> " since " + day).orElse("")
        + retired.replacement().map(id -> "; `%s` replaces it".formatted(id)).orElse("");
  }

  private static String sentence(Reason.ContextTooSmall small) {
    return "%s do not fit its context of %s"
        .formatted(Figures.tokens(small.need()), Figures.tokens(small.have()));
  }

  private static String sentence(Reason.OutputTooSmall small) {
    return "%s of output are asked for, it writes at most %s"
        .formatted(Figures.tokens(small.need()), Figures.tokens(small.have()));
  }

  private static String sentence(Reason.PortabilityPin pin) {
    return "the conversation holds a %s that only the provider `%s` can read"
        .formatted(words(pin.what()), pin.provider());
  }

  private static String sentence(Reason.FirstTokenTooSlow slow) {
    return "one first token in twenty takes %s or more, the ceiling is %s"
        .formatted(Figures.millis(slow.p95Millis()), Figures.millis(slow.ceilingMillis()));
  }

  private static String sentence(Reason.TooSlow slow) {
    return "the answer is expected to take %s, the ceiling is %s"
        .formatted(Figures.millis(slow.totalMillis()), Figures.millis(slow.ceilingMillis()));
  }

  private static String words(String id) {
    return id.replace('_', ' ');
  }

  private static String quoted(List<String> fields) {
    return String.join(", ", fields.stream().map(field -> "`" + field + "`").toList());
  }

  private static String ordinal(int place) {
    int tens = place % 100;
    String ending =
        tens >= 11 && tens <= 13
            ? "th"
            : switch (place % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return String.format(Locale.ROOT, "%,d%s", place, ending);
  }
}
