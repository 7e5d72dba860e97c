package dev.signalbox.analytics.signal;

import dev.signalbox.signals.intake.Intake;
import dev.signalbox.signals.intake.Ledger;
import dev.signalbox.signals.intake.Means;
import dev.signalbox.signals.intake.Receipt;
import dev.signalbox.signals.intake.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes signals on a thread of its own, those that wait together; whoever learns from them is told
 * on that thread too. Used by all threads, none of which ever waits.
 */
public final class SignalDesk implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SignalDesk.class);

  /** Signals that may wait. */
  private static final int MOST_WAITING = 50_000;

  /** Signals that are taken together. */
  private static final int MOST_TOGETHER = 2_000;

  /** Pieces of work that may wait. */
  private static final int MOST_JOBS = 10_000;

  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CLOSING_MILLIS = 15_000;

  private final Intake intake;
  private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(MOST_JOBS);
  private final AtomicInteger waiting = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closing;

  /** Whether the last try failed as the database did; of the desk's own thread. */
  private boolean out;

  /** What is to be done. */
  private sealed interface Job {
    /** Fails with {@code cause}. */
    void fail(Throwable cause);

    record Take(List<Submission> signals, CompletableFuture<List<Receipt>> receipts)
        implements Job {
      @Override
      public void fail(Throwable cause) {
        receipts.completeExceptionally(cause);
      }
    }

    record Revoke(long signal, String by, CompletableFuture<Intake.Revocation> done)
        implements Job {
      @Override
      public void fail(Throwable cause) {
        done.completeExceptionally(cause);
      }
    }

    record Stop() implements Job {
      @Override
      public void fail(Throwable cause) {}
    }
  }

  /** That too many signals wait to be taken. */
  public static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;

    Full() {
      super("too many signals wait to be taken");
    }
  }

  /** A desk that begins with telling whoever learns what is stored. */
  public SignalDesk(Means means) {
    this.intake = new Intake(means);
    this.thread = Thread.ofPlatform().daemon().name("signalbox-signals").unstarted(this::run);
    thread.start();
  }

  /**
   * Takes {@code signals}; the result completes when it is stored what became of each. Fails with
   * {@link Full}, or with {@link Ledger.NotStored} when that is not known.
   */
  public CompletionStage<List<Receipt>> take(List<Submission> signals) {
    CompletableFuture<List<Receipt>> receipts = new CompletableFuture<>();
    if (waiting.addAndGet(signals.size()) > MOST_WAITING) {
      waiting.addAndGet(-signals.size());
      receipts.completeExceptionally(new Full());
    } else if (!hand(new Job.Take(List.copyOf(signals), receipts))) {
      waiting.addAndGet(-signals.size());
    }
    return receipts;
  }

  /** Takes the signal {@code signal} back. */
  public CompletionStage<Intake.Revocation> revoke(long signal, String by) {
    CompletableFuture<Intake.Revocation> done = new CompletableFuture<>();
    hand(new Job.Revoke(signal, by, done));
    return done;
  }

  private boolean hand(Job job) {
    boolean taken = !closing && jobs.offer(job);
    if (!taken) {
      job.fail(new Full());
    }
    return taken;
  }

  private void run() {
    while (!quietly("signals could not be read", intake::begin) && !closing) {
      LockSupport.parkNanos(TICK_NANOS);
    }
    long due = System.nanoTime() + TICK_NANOS;
    while (!(closing && jobs.isEmpty())) {
      work(next(due - System.nanoTime()));
      if (System.nanoTime() - due >= 0) {
        quietly("signals could not be looked after", intake::tick);
        due = System.nanoTime() + TICK_NANOS;
      }
    }
  }

  /** What waits, or comes within {@code nanos}; of signals no more than are taken together. */
  private List<Job> next(long nanos) {
    List<Job> batch = new ArrayList<>();
    int signals = 0;
    try {
      Job job = jobs.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      while (job != null) {
        batch.add(job);
        signals += job instanceof Job.Take(var some, _) ? some.size() : 0;
        job = signals < MOST_TOGETHER ? jobs.poll() : null;
      }
    } catch (InterruptedException e) {
      closing = true;
    }
    return batch;
  }

  private void work(List<Job> batch) {
    List<Job.Take> takes = new ArrayList<>();
    for (Job job : batch) {
      switch (job) {
        case Job.Take take -> takes.add(take);
        case Job.Revoke revoke -> {
          takeAll(takes);
          revoke(revoke);
        }
        case Job.Stop _ -> {}
      }
    }
    takeAll(takes);
  }

  private void takeAll(List<Job.Take> takes) {
    if (takes.isEmpty()) {
      return;
    }
    List<Submission> signals = takes.stream().flatMap(each -> each.signals().stream()).toList();
    waiting.addAndGet(-signals.size());
    try {
      List<Receipt> receipts = intake.accept(signals);
      int from = 0;
      for (Job.Take each : takes) {
        int until = from + each.signals().size();
        each.receipts().complete(List.copyOf(receipts.subList(from, until)));
        from = until;
      }
    } catch (RuntimeException e) {
      log.warn("{} signals could not be taken: {}", signals.size(), e.getMessage());
      takes.forEach(each -> each.fail(e));
    }
    takes.clear();
  }

  private void revoke(Job.Revoke job) {
    try {
      job.done().complete(intake.revoke(job.signal(), job.by()));
    } catch (RuntimeException e) {
      job.fail(e);
    }
  }

  /**
   * Does {@code work}, which is tried again when it failed; says whether it did not. An outage is
   * logged when it begins and when it is over, not at each try.
   */
  private boolean quietly(String failed, Runnable work) {
    try {
      work.run();
      if (out) {
        log.info("the database can be used for signals again");
      }
      out = false;
      return true;
    } catch (DataAccessException | Ledger.NotStored e) {
      if (!out) {
        log.warn("{}, trying again: {}", failed, e.getMessage());
      }
      out = true;
    } catch (RuntimeException e) {
      log.error("{}", failed, e);
    }
    return false;
  }

  @Override
  public void close() {
    closing = true;
    jobs.offer(new Job.Stop());
    try {
      thread.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
