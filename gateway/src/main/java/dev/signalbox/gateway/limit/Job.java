package dev.signalbox.gateway.limit;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Something to do in the store that all replicas share. */
sealed interface Job {
  /** What it is about. */
  List<LimitPlan.Entry> entries();

  /** Takes what {@code wish} asks for; completes {@code reply} with what came of it. */
  record Take(Wish wish, CompletableFuture<Books.Entered> reply) implements Job {
    @Override
    public List<LimitPlan.Entry> entries() {
      return wish.entries();
    }
  }

  /** Counts how requests ended. */
  record End(List<Ending> endings) implements Job {
    @Override
    public List<LimitPlan.Entry> entries() {
      return endings.stream().map(Ending::entry).toList();
    }
  }

  /** Has {@code entry} begin full when it comes again, as there is no room to know all. */
  record Forget(LimitPlan.Entry entry) implements Job {
    @Override
    public List<LimitPlan.Entry> entries() {
      return List.of(entry);
    }
  }

  /** Says again how many requests are under way at {@code entries}. */
  record Renew(List<LimitPlan.Entry> entries) implements Job {}
}
