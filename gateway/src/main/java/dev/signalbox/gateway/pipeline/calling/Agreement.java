package dev.signalbox.gateway.pipeline.calling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.SecondTry;
import dev.signalbox.engine.routing.Verification;
import dev.signalbox.gateway.pipeline.judging.FinalAnswer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Has two cheap deployments answer at once. Where their final answers are the same the cheaper
 * one's is given; else the best deployment is asked, and its answer given.
 *
 * @param decision what weighed them
 * @param trade what it weighed them by
 */
record Agreement(Verification pair, Decision decision, Trade trade) implements Holding {
  /** Two answers were the same. */
  static final String AGREED = "agreed";

  /** The best deployment was asked, as two answers differed or there was only one. */
  static final String ESCALATED = "escalated";

  /** There was nobody, or no time, to ask when two answers differed, or there was only one. */
  static final String UNDECIDED = "undecided";

  @Override
  public int lanes() {
    return 2;
  }

  @Override
  public String header() {
    return "x-signalbox-verified";
  }

  /** Those that answer, in the order they are asked. */
  List<Target> order(List<Target> plan) {
    List<Target> order = new ArrayList<>(List.of(pair.first(), pair.second(), pair.best()));
    plan.stream().filter(target -> !order.contains(target)).forEach(order::add);
    return order;
  }

  @Override
  public Ruling rule(State state) {
    if (isOfBest(state.newest()) || agreed(state.held()).isPresent()) {
      return last(state.held());
    }
    if (state.underway()) {
      return new Ruling.Wait();
    }
    return state.held().size() <= 2 && hasTime(state) ? new Ruling.Further() : last(state.held());
  }

  private boolean hasTime(State state) {
    return state
        .next()
        .flatMap(this::tried)
        .filter(tried -> tried.millis() <= state.leftMillis())
        .isPresent();
  }

  @Override
  public Ruling.Give last(List<HeldAnswer> held) {
    Optional<HeldAnswer> best =
        held.stream().filter(this::isOfBest).filter(Agreement::isSound).findFirst();
    if (best.isPresent()) {
      return new Ruling.Give(best.get(), ESCALATED);
    }
    return agreed(held)
        .map(answer -> new Ruling.Give(answer, AGREED))
        .orElseGet(() -> new Ruling.Give(likeliest(held), UNDECIDED));
  }

  /** That of the highest expected quality, of those with the shape that was asked for. */
  private HeldAnswer likeliest(List<HeldAnswer> held) {
    return held.stream()
        .max(
            Comparator.comparing(Agreement::isSound)
                .thenComparing(answer -> tried(answer.target()).map(SecondTry::gain).orElse(0L)))
        .orElseThrow();
  }

  private static boolean isSound(HeldAnswer answer) {
    return answer.broken().isEmpty();
  }

  private Optional<SecondTry> tried(Target target) {
    return SecondTry.of(decision, trade, target);
  }

  private boolean isOfBest(HeldAnswer answer) {
    return answer.target().equals(pair.best());
  }

  /** The cheaper of two answers that are the same, by the order they were to be asked in. */
  private Optional<HeldAnswer> agreed(List<HeldAnswer> held) {
    for (int i = 0; i < held.size(); i++) {
      for (HeldAnswer other : held.subList(i + 1, held.size())) {
        if (isSame(held.get(i), other)) {
          return Optional.of(other.target().equals(pair.first()) ? other : held.get(i));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(HeldAnswer one, HeldAnswer other) {
    Optional<JsonNode> said = said(one);
    return said.isPresent() && said.equals(said(other));
  }

  private static Optional<JsonNode> said(HeldAnswer answer) {
    return answer.flaws().isEmpty() ? answer.reply().flatMap(FinalAnswer::of) : Optional.empty();
  }
}
