package dev.signalbox.gateway.limit;

/** What is counted at one entry when a request is over. */
sealed interface Ending {
  /** Where. */
  LimitPlan.Entry entry();

  /** A request that was taken there with {@code tokens} used so many. */
  record Left(Hold.Held held, long tokens, long used) implements Ending {
    @Override
    public LimitPlan.Entry entry() {
      return held.entry();
    }
  }

  /** A call was made that nothing was taken for. */
  record Added(LimitPlan.Entry entry, long used) implements Ending {}
}
