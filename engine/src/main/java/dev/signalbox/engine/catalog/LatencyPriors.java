package dev.signalbox.engine.catalog;

import dev.signalbox.engine.price.Rates;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Expected speed, where a card does not say. The rules are coarse on purpose: they order models
 * sensibly until the gateway has measured a deployment itself (docs/decisions/0012).
 */
public final class LatencyPriors {
  private static final String ASSUMED = "assumed";
  private static final String LOCAL = "local";

  /** Hosts on hardware of their own that answer at several hundred tokens a second. */
  private static final Set<String> QUICK_HOSTS = Set.of("groq", "cerebras");

  private static final int HOSTED_TTFT = 500;
  private static final int QUICK_TTFT = 200;
  private static final int LOCAL_TTFT = 200;
  private static final int LOCAL_TTFT_A_BILLION = 15;

  /** What a model that reasons thinks before it answers, at its usual effort. */
  private static final int REASONING_FACTOR = 3;

  private static final int QUICK_SPEED = 400;
  private static final int LOCAL_SPEED_TIMES_BILLIONS = 400;
  private static final int SLOWEST_LOCAL = 4;
  private static final int FASTEST_LOCAL = 150;
  private static final int USUAL_BILLIONS = 8;
  private static final int CHEAP_SPEED = 120;
  private static final int MIDDLE_SPEED = 70;
  private static final int DEAR_SPEED = 45;
  private static final long CHEAP_OUTPUT = 2_000_000_000L;
  private static final long DEAR_OUTPUT = 20_000_000_000L;

  private static final int EMBEDDING_TTFT = 150;
  private static final int EMBEDDING_SPEED = 1_000;

  private LatencyPriors() {}

  /**
   * The card's figures, unknown ones filled by rule; both are present. A model that embeds writes
   * no tokens: its speed is a number that changes nothing.
   */
  public static LatencyPrior complete(ModelCard card) {
    LatencyPrior known = card.latency();
    if (known.ttftMillis().isPresent() && known.tokensPerSecond().isPresent()) {
      return known;
    }
    return new LatencyPrior(
        OptionalInt.of(known.ttftMillis().orElseGet(() -> ttftMillis(card))),
        OptionalInt.of(known.tokensPerSecond().orElseGet(() -> tokensPerSecond(card))),
        known.source().isEmpty() ? ASSUMED : known.source() + ", " + ASSUMED);
  }

  private static int ttftMillis(ModelCard card) {
    int first;
    if (card.kind() == ModelCard.Kind.EMBEDDING) {
      return isLocal(card) ? EMBEDDING_TTFT / 2 : EMBEDDING_TTFT;
    } else if (isLocal(card)) {
      first = LOCAL_TTFT + (int) (LOCAL_TTFT_A_BILLION * billions(card));
    } else {
      first = QUICK_HOSTS.contains(card.maker()) ? QUICK_TTFT : HOSTED_TTFT;
    }
    return card.supports(Capability.REASONING) == Support.YES ? REASONING_FACTOR * first : first;
  }

  private static int tokensPerSecond(ModelCard card) {
    if (card.kind() == ModelCard.Kind.EMBEDDING) {
      return EMBEDDING_SPEED;
    }
    if (isLocal(card)) {
      return Math.clamp(
          (long) (LOCAL_SPEED_TIMES_BILLIONS / billions(card)), SLOWEST_LOCAL, FASTEST_LOCAL);
    }
    if (QUICK_HOSTS.contains(card.maker())) {
      return QUICK_SPEED;
    }
    long output =
        card.price().listRates().map(Rates::output).orElse(OptionalLong.empty()).orElse(0);
    if (output <= 0 || output >= DEAR_OUTPUT) {
      return output <= 0 ? MIDDLE_SPEED : DEAR_SPEED;
    }
    return output <= CHEAP_OUTPUT ? CHEAP_SPEED : MIDDLE_SPEED;
  }

  private static double billions(ModelCard card) {
    return card.provenance().billionParameters().orElse(USUAL_BILLIONS);
  }

  private static boolean isLocal(ModelCard card) {
    return card.governance().regions().contains(LOCAL);
  }
}
