package dev.signalbox.gateway.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.decision.DecisionHistory;

/** Answers what a change of the configuration would come to. Blocks; holds no state. */
public final class Planning {
  /** Most requests that are put again. */
  public static final int MOST_REQUESTS = 10_000;

  /** Constants that what was chosen is held against. */
  private static final int MOST_CONSTANTS = 10;

  private final DecisionHistory history;

  /** Answers by what is in {@code history}. */
  public Planning(DecisionHistory history) {
    this.history = history;
  }

  /**
   * Which requests.
   *
   * @param last how many of the newest, 1 to {@link #MOST_REQUESTS}
   */
  public record Order(DecisionHistory.Wanted wanted, int last) {
    public Order {
      if (last < 1 || last > MOST_REQUESTS) {
        throw new IllegalArgumentException(
            "a plan is of 1 to %d requests".formatted(MOST_REQUESTS));
      }
    }
  }

  /** What {@code proposal} does to the requests of {@code order} that {@code current} serves. */
  public ObjectNode plan(Side current, Proposal proposal, Order order) {
    PlanTally tally = new PlanTally();
    Replay replay = new Replay(history, current, proposal.side());
    replay.run(order.wanted(), order.last(), tally::add);
    return tally.toJson(proposal, replay.unreadable());
  }

  /** What {@code proposal} does to each request of {@code order}, and to all of them. */
  public ObjectNode preview(Side current, Proposal proposal, Order order) {
    PreviewTally tally = new PreviewTally();
    Replay replay = new Replay(history, current, proposal.side());
    replay.run(order.wanted(), order.last(), tally::add);
    return tally.toJson(proposal);
  }

  /** What the choices for the requests of {@code order} were worth against each constant. */
  public ObjectNode gain(Side current, Order order) {
    GainTally tally =
        new GainTally(history.mostChosen(order.wanted(), order.last(), MOST_CONSTANTS));
    Replay replay = new Replay(history, current, current);
    replay.run(order.wanted(), order.last(), tally::add);
    return tally.toJson();
  }
}
