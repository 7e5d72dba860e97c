package dev.signalbox.gateway.limit;

import dev.signalbox.analytics.shared.SharedStates;
import dev.signalbox.gateway.protect.Dependency;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meters that all replicas share through a store. Each replica counts in meters of its own too what
 * it takes there: while the store does not answer they go on alone, with an equal part of each
 * limit. Used by all threads; none of them waits for the store.
 */
public final class SharedBooks implements Books {
  private static final Logger log = LoggerFactory.getLogger(SharedBooks.class);

  private final Settings settings;
  private final Parts parts;
  private final Meters own;
  private final Clerk clerk;
  private final Looker looker;
  private final AtomicBoolean answers = new AtomicBoolean(true);

  /**
   * How it goes about.
   *
   * @param patience how long a request waits for the store at most
   * @param refuses whether requests are refused while it does not answer
   * @param replicas how many share a limit, until the store has told
   * @param lease how long what a replica has under way counts after it was heard of last
   */
  public record Settings(Duration patience, boolean refuses, int replicas, Duration lease) {}

  /**
   * What it works with.
   *
   * @param states opens the store; a thread uses one of its own
   * @param dependency leaves the store alone while it does not answer
   * @param nanos monotonic, in nanoseconds
   * @param counter counts what happens, by name
   */
  public record Parts(
      Supplier<SharedStates> states,
      Dependency dependency,
      LongSupplier nanos,
      Consumer<String> counter) {}

  /** Books of a replica that others share; {@link #begin} has it say that it is there. */
  public SharedBooks(Settings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.own = new Meters(parts.nanos(), this::forget);
    own.split(settings.replicas());
    this.clerk =
        new Clerk(
            new Clerk.Parts(
                parts.states().get(),
                own,
                settings.patience(),
                new Batch.Self(
                    HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()),
                    settings.lease()),
                parts.nanos(),
                new Clerk.Watcher() {
                  @Override
                  public void answered() {
                    tellThatItAnswers();
                  }

                  @Override
                  public void failed(String reason) {
                    tellThatItFails(reason);
                  }
                }));
    this.looker = new Looker(parts.states());
  }

  private void forget(LimitPlan.Entry entry) {
    if (!clerk.add(new Job.Forget(entry))) {
      parts.counter().accept("limits_unsettled");
    }
  }

  /** Takes part from now on. */
  public void begin() {
    clerk.start();
  }

  /** How many replicas share each limit, this one too, as the store told last. */
  int replicas() {
    return own.parts();
  }

  @Override
  public Future<Entered> take(Wish wish) {
    return parts.dependency().ask(() -> asked(wish)).recover(_ -> alone(wish));
  }

  private Future<Entered> asked(Wish wish) {
    CompletableFuture<Entered> reply = new CompletableFuture<>();
    if (!clerk.add(new Job.Take(wish, reply))) {
      return Future.failedFuture(new LimitsUnknown());
    }
    return here(reply.orTimeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS));
  }

  /** On the event loop that it is asked on. */
  private static <T> Future<T> here(CompletableFuture<T> reply) {
    Context context = Vertx.currentContext();
    return context == null
        ? Future.fromCompletionStage(reply)
        : Future.fromCompletionStage(reply, context);
  }

  /** Without the store: by an equal part of each limit, or not at all. */
  private Future<Entered> alone(Wish wish) {
    if (settings.refuses()) {
      return Future.failedFuture(new LimitsUnknown());
    }
    parts.counter().accept("limits_alone");
    return own.take(wish);
  }

  @Override
  public void end(Hold hold, List<Ending> endings) {
    own.end(hold, endings);
    if (hold.shared() && !clerk.add(new Job.End(endings))) {
      parts.counter().accept("limits_unsettled");
    }
  }

  /** As the store says, or while it does not answer as this replica's part stands. */
  @Override
  public Future<List<LimitState>> states(List<Limit> limits) {
    return parts.dependency().ask(() -> here(looker.look(limits))).recover(_ -> own.states(limits));
  }

  private void tellThatItAnswers() {
    if (answers.compareAndSet(false, true)) {
      parts.dependency().showsLife();
      log.info("the store of limits answers again: they are shared by all replicas");
    }
  }

  private void tellThatItFails(String reason) {
    parts.counter().accept("limit_store_failed");
    if (answers.compareAndSet(true, false)) {
      log.warn(
          "the store of limits does not answer ({}): {}",
          reason,
          settings.refuses()
              ? "requests under a limit are refused"
              : "each replica allows its part of each limit");
    }
  }

  @Override
  public void close() {
    clerk.close();
    looker.close();
  }
}
