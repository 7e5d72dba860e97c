package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.SecondTry;
import java.util.List;
import java.util.function.Predicate;

/**
 * Asks the next deployment, once, when an answer has not the shape that was asked for and asking
 * pays. Of two answers without it the first is given.
 */
record ValidatorRetry(Decision decision, Trade trade) implements Holding {
  /** The answer that is given has the shape that another one had not. */
  static final String REPAIRED = "repaired";

  /** The answer that is given has not the shape that was asked for. */
  static final String BROKEN = "broken";

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public String header() {
    return "x-signalbox-validated";
  }

  @Override
  public Ruling rule(State state) {
    boolean broken = state.newest().broken().isPresent();
    if (broken && state.underway()) {
      return new Ruling.Wait();
    }
    boolean again = broken && state.held().size() == 1 && pays(state);
    return again ? new Ruling.Further() : last(state.held());
  }

  private boolean pays(State state) {
    return state
        .next()
        .flatMap(next -> SecondTry.of(decision, trade, next))
        .filter(tried -> tried.pays(state.leftMillis()))
        .isPresent();
  }

  @Override
  public Ruling.Give last(List<HeldAnswer> held) {
    Predicate<HeldAnswer> sound = answer -> answer.broken().isEmpty();
    HeldAnswer given = held.stream().filter(sound).findFirst().orElse(held.getFirst());
    if (!sound.test(given)) {
      return new Ruling.Give(given, BROKEN);
    }
    return new Ruling.Give(given, held.stream().allMatch(sound) ? "" : REPAIRED);
  }
}
