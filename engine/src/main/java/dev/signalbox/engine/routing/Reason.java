package dev.signalbox.engine.routing;

import static dev.signalbox.engine.routing.Figure.Listing.ALL;
import static dev.signalbox.engine.routing.Figure.Listing.ANY;
import static dev.signalbox.engine.routing.Figure.Listing.QUOTED;
import static dev.signalbox.engine.routing.Figure.Unit.MILLIS;
import static dev.signalbox.engine.routing.Figure.Unit.NANO_DOLLARS;
import static dev.signalbox.engine.routing.Figure.Unit.PERCENT;
import static dev.signalbox.engine.routing.Figure.Unit.PIECES;
import static dev.signalbox.engine.routing.Figure.Unit.PLACE;
import static dev.signalbox.engine.routing.Figure.Unit.QUALITY;
import static dev.signalbox.engine.routing.Figure.Unit.TOKENS;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.routing.Figure.Amount;
import dev.signalbox.engine.routing.Figure.Moment;
import dev.signalbox.engine.routing.Figure.Slug;
import dev.signalbox.engine.routing.Figure.Text;
import dev.signalbox.engine.routing.Figure.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a deployment was dropped, with the figures that were compared. What each says is declared
 * with it; it is put into words where it is shown.
 */
public sealed interface Reason {
  /** What it says, figures included. */
  Statement statement();

  /** Its code, the same for all of its kind. */
  default ReasonCode code() {
    return statement().code();
  }

  /** The provider is switched off in the config. */
  record ProviderDisabled() implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.PROVIDER_DISABLED, "the provider is switched off in the config");
    }
  }

  /** An operator lets the deployment run dry. */
  record Draining() implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(ReasonCode.DRAINING, "an operator lets it run dry");
    }
  }

  /** The circuit breaker lets no call pass before {@code until}. */
  record CircuitOpen(Optional<Instant> until) implements Reason {
    @Override
    public Statement statement() {
      return until
          .map(
              at ->
                  Statement.of(
                      ReasonCode.CIRCUIT_OPEN,
                      "its circuit breaker lets no call pass until {until}",
                      new Moment("until", at)))
          .orElseGet(
              () ->
                  Statement.of(
                      ReasonCode.CIRCUIT_OPEN, "its circuit breaker lets no call pass for now"));
    }
  }

  /** Every key of the provider sits out; the first is back at {@code until}. */
  record CredentialsBenched(Instant until) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.CREDENTIALS_BENCHED,
          "every key of the provider sits out until {until}",
          new Moment("until", until));
    }
  }

  /** Every key is over the provider's rate for the model; the first is back at {@code until}. */
  record RateLimited(Instant until) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.RATE_LIMITED,
          "the provider's rate limit lets no call pass until {until}",
          new Moment("until", until));
    }
  }

  /** The provider's quota is used up. */
  record QuotaExhausted(int usedPercent) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.QUOTA_EXHAUSTED,
          "{used} of the provider's quota is used",
          new Amount("used", usedPercent, PERCENT));
    }
  }

  /** {@code by} allows other deployments only. */
  record NotAllowed(String by) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.NOT_ALLOWED, "{by} allows other models only", new Text("by", by));
    }
  }

  /** {@code by} denies it with {@code selector}. */
  record Denied(String by, String selector) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.DENIED,
          "{by} denies `{selector}`",
          new Text("by", by),
          new Text("selector", selector));
    }
  }

  /** {@code by} pins other deployments. */
  record PinnedElsewhere(String by) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.PINNED_ELSEWHERE, "{by} pins other models", new Text("by", by));
    }
  }

  /** {@code by} wants prompts processed in {@code allowed} only, and they are elsewhere too. */
  record RegionNotAllowed(String by, List<String> have, List<String> allowed) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.REGION_NOT_ALLOWED,
          "{by} wants prompts processed in {allowed}; this one processes them in {have}",
          new Text("by", by),
          new Texts("have", have, ALL),
          new Texts("allowed", allowed, ANY));
    }
  }

  /** {@code by} wants prompts processed in {@code allowed} only, and nobody says where they are. */
  record UnknownRegion(String by, List<String> allowed) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.UNKNOWN_REGION,
          "{by} wants prompts processed in {allowed}; where this one processes them is not known",
          new Text("by", by),
          new Texts("allowed", allowed, ANY));
    }
  }

  /** {@code by} wants a server of one's own. */
  record NotLocal(String by) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.NOT_LOCAL, "{by} wants a server of your own", new Text("by", by));
    }
  }

  /** {@code by} wants prompts not kept, and the deployment is not known to keep none. */
  record KeepsPrompts(String by) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.KEEPS_PROMPTS,
          "{by} wants prompts not kept, which is not known of this one",
          new Text("by", by));
    }
  }

  /** {@code by} wants a tag that the deployment does not carry. */
  record NotCleared(String by, String clearance) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.NOT_CLEARED,
          "{by} wants the clearance `{clearance}`, which it does not carry",
          new Text("by", by),
          new Text("clearance", clearance));
    }
  }

  /** The maker no longer serves the model, or has said so: the day it did, what to use instead. */
  record Retired(Lifecycle.Stage stage, Optional<LocalDate> since, Optional<String> replacement)
      implements Reason {
    @Override
    public Statement statement() {
      String sentence = "it is {stage}";
      List<Figure> figures = new ArrayList<>(List.of(new Text("stage", stage.id())));
      if (since.isPresent()) {
        sentence += " since {since}";
        figures.add(new Text("since", since.get().toString()));
      }
      if (replacement.isPresent()) {
        sentence += "; `{replacement}` replaces it";
        figures.add(new Text("replacement", replacement.get()));
      }
      return new Statement(ReasonCode.RETIRED, sentence, figures);
    }
  }

  /** It makes something other than text. */
  record WrongKind(String kind) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.WRONG_KIND,
          "it is for {kind}, not for answers of text",
          new Text("kind", kind));
    }
  }

  /** The estimated cost is above what may still be spent, in nano-dollars. */
  record OverBudget(long estimateNanos, long leftNanos) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.OVER_BUDGET,
          "the estimate of {estimate} is above the {left} left of the budget",
          new Amount("estimate", estimateNanos, NANO_DOLLARS),
          new Amount("left", leftNanos, NANO_DOLLARS));
    }
  }

  /** It cannot do what the request or profile needs. */
  record NoCapability(Capability need) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.NO_CAPABILITY, "it has no {need}", new Slug("need", need.id()));
    }
  }

  /** Whether it can do what is needed is not known, and the profile takes no chances. */
  record UnknownCapability(Capability need) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.UNKNOWN_CAPABILITY,
          "whether it has {need} is not known",
          new Slug("need", need.id()));
    }
  }

  /** The prompt, and the answer asked for, do not fit, in tokens. */
  record ContextTooSmall(long need, long have) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.CONTEXT_TOO_SMALL,
          "{need} do not fit its context of {have}",
          new Amount("need", need, TOKENS),
          new Amount("have", have, TOKENS));
    }
  }

  /** It writes less than the client asks for, in tokens. */
  record OutputTooSmall(long need, long have) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.OUTPUT_TOO_SMALL,
          "{need} of output are asked for, it writes at most {have}",
          new Amount("need", need, TOKENS),
          new Amount("have", have, TOKENS));
    }
  }

  /** Fields of the request would be lost and strict mode refuses that. */
  record WouldLose(List<String> fields) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.WOULD_LOSE,
          "it would lose {fields}, and nothing may be lost",
          new Texts("fields", fields, QUOTED));
    }
  }

  /** Something in the conversation can be read by another provider only. */
  record PortabilityPin(String provider, String what) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.PORTABILITY_PIN,
          "the conversation holds a {what} that only the provider `{pinned_to}` can read",
          new Text("pinned_to", provider),
          new Slug("what", what));
    }
  }

  /** The estimated cost is above the profile's ceiling, in nano-dollars. */
  record OverCeiling(long estimateNanos, long ceilingNanos) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.OVER_CEILING,
          "the estimate of {estimate} is above the ceiling of {ceiling}",
          new Amount("estimate", estimateNanos, NANO_DOLLARS),
          new Amount("ceiling", ceilingNanos, NANO_DOLLARS));
    }
  }

  /** No price is known, and the profile takes no chances. */
  record UnknownPrice() implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(ReasonCode.UNKNOWN_PRICE, "its price is not known");
    }
  }

  /** The 95th percentile of the time to the first token is above the profile's ceiling. */
  record FirstTokenTooSlow(int p95Millis, int ceilingMillis) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.FIRST_TOKEN_TOO_SLOW,
          "one first token in twenty takes {ttft_p95} or more, the ceiling is {ceiling}",
          new Amount("ttft_p95", p95Millis, MILLIS),
          new Amount("ceiling", ceilingMillis, MILLIS));
    }
  }

  /** The expected time to the end is above the profile's ceiling. */
  record TooSlow(long totalMillis, int ceilingMillis) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.TOO_SLOW,
          "the answer is expected to take {total}, the ceiling is {ceiling}",
          new Amount("total", totalMillis, MILLIS),
          new Amount("ceiling", ceilingMillis, MILLIS));
    }
  }

  /** The expected quality is below the profile's floor, in billionths. */
  record BelowFloor(long quality, long floor) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.BELOW_FLOOR,
          "the expected quality of {q} is below the floor of {floor_q}",
          new Amount("q", quality, QUALITY),
          new Amount("floor_q", floor, QUALITY));
    }
  }

  /** Good enough, but the plan is full. */
  record PlanFull(int rank, int planned) implements Reason {
    @Override
    public Statement statement() {
      return Statement.of(
          ReasonCode.PLAN_FULL,
          "it came {place}, and the plan holds {planned}",
          new Amount("place", rank, PLACE),
          new Amount("planned", planned, PIECES));
    }
  }
}
