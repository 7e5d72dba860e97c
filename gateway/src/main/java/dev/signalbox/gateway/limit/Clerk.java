package dev.signalbox.gateway.limit;

import dev.signalbox.analytics.shared.SharedStates;
import dev.signalbox.analytics.shared.StatePage;
import dev.signalbox.analytics.shared.StatesUnavailable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Does in the store what a replica has to do there: on one thread of its own, everything that waits
 * at once, so that a replica asks one question at a time however many requests come. It says every
 * few seconds that the replica lives, and what it has under way. All but the queue belongs to its
 * thread.
 */
final class Clerk implements AutoCloseable {
  /** A replica that misses two of them is still there. */
  private static final int BEATS_OF_LEASE = 3;

  private static final int MOST_WAITING = 10_000;
  private static final int MOST_AT_ONCE = 64;
  private static final int MOST_RENEWED_AT_ONCE = 500;
  private static final String ROLL = "signalbox:replicas1";

  private final Parts parts;
  private final BlockingQueue<Job> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Thread thread = Thread.ofPlatform().daemon().name("limits").unstarted(this::run);
  private volatile boolean closed;
  private long nextBeat;

  /** Whether the store knows that the replica lives; it is told so as soon as it answers again. */
  private boolean isKnown;

  /** How many replicas were seen at the last beats: one that has not said yet that it lives. */
  private int seenBefore;

  private int seen;

  /** Who wants to know how it goes; told on the clerk's thread. */
  interface Watcher {
    /** The store has answered. */
    void answered();

    /** The store has not, for {@code reason}. */
    void failed(String reason);
  }

  /**
   * What it works with.
   *
   * @param states used by its thread alone
   * @param own the meters of this process
   * @param patience how long the store may take for one question
   * @param self this process among the replicas
   * @param nanos monotonic, in nanoseconds
   */
  record Parts(
      SharedStates states,
      Meters own,
      Duration patience,
      Batch.Self self,
      LongSupplier nanos,
      Watcher watcher) {}

  Clerk(Parts parts) {
    this.parts = parts;
    this.nextBeat = parts.nanos().getAsLong();
  }

  void start() {
    thread.start();
  }

  /** Has {@code job} done later; false where too many wait. */
  boolean add(Job job) {
    return !closed && waiting.offer(job);
  }

  private void run() {
    while (!closed) {
      try {
        if (parts.nanos().getAsLong() - nextBeat >= 0) {
          nextBeat = parts.nanos().getAsLong() + parts.self().lease().toNanos() / BEATS_OF_LEASE;
          beat();
        }
        List<Job> jobs = next();
        if (!jobs.isEmpty() && work(jobs) && !isKnown) {
          nextBeat = parts.nanos().getAsLong();
        }
      } catch (InterruptedException _) {
        // closed, as nobody else interrupts it
      }
    }
    parts.states().close();
  }

  private List<Job> next() throws InterruptedException {
    List<Job> jobs = new ArrayList<>();
    Job first =
        waiting.poll(Math.max(0, nextBeat - parts.nanos().getAsLong()), TimeUnit.NANOSECONDS);
    if (first != null) {
      jobs.add(first);
      waiting.drainTo(jobs, MOST_AT_ONCE - 1);
      jobs.removeIf(job -> job instanceof Job.Take(_, var reply) && reply.isDone());
    }
    return jobs;
  }

  private boolean work(List<Job> jobs) {
    Batch batch = new Batch(jobs, parts.self(), parts.own());
    try {
      List<Wish.Answer> answers = parts.states().change(batch.keys(), parts.patience(), batch::on);
      answered(jobs, answers);
      parts.watcher().answered();
      return true;
    } catch (StatesUnavailable e) {
      failed(jobs, e);
      parts.watcher().failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // a bug; nobody is to wait for it
      failed(jobs, e);
      parts.watcher().failed(e.toString());
    }
    return false;
  }

  private static void failed(List<Job> jobs, RuntimeException cause) {
    for (Job job : jobs) {
      if (job instanceof Job.Take(_, var reply)) {
        reply.completeExceptionally(cause);
      }
    }
  }

  private void answered(List<Job> jobs, List<Wish.Answer> answers) {
    int next = 0;
    for (Job job : jobs) {
      if (job instanceof Job.Take take) {
        answered(take, answers.get(next++));
      }
    }
  }

  private void answered(Job.Take take, Wish.Answer answer) {
    switch (answer) {
      case Wish.Answer.Taken taken -> {
        Hold hold = parts.own().count(take.wish(), taken.open().getFirst()).inStore();
        if (!take.reply()
            .complete(new Books.Entered.Taken(hold, taken.targets(), taken.states()))) {
          tooLate(hold);
        }
      }
      case Wish.Answer.Refused(var limit, var shortage, var state) ->
          take.reply().complete(new Books.Entered.Refused(limit, shortage, state));
    }
  }

  /** Its request did not wait and has been decided without the store. */
  private void tooLate(Hold hold) {
    parts.own().end(hold, hold.unused());
    add(new Job.End(hold.unused()));
  }

  /** Says that the replica lives, and what it has under way. */
  private void beat() {
    try {
      int found =
          parts.states().change(new TreeSet<>(List.of(ROLL)), parts.patience(), this::signedIn);
      parts.own().split(Math.max(found, Math.max(seen, seenBefore)));
      seenBefore = seen;
      seen = found;
      isKnown = true;
      parts.watcher().answered();
    } catch (StatesUnavailable e) {
      isKnown = false;
      parts.watcher().failed(String.valueOf(e.getMessage()));
      return;
    }
    List<LimitPlan.Entry> entries = parts.own().underWay();
    for (int from = 0; from < entries.size(); from += MOST_RENEWED_AT_ONCE) {
      List<LimitPlan.Entry> some =
          entries.subList(from, Math.min(entries.size(), from + MOST_RENEWED_AT_ONCE));
      if (!work(List.of(new Job.Renew(some)))) {
        return;
      }
    }
  }

  /** How many replicas live, this one too. */
  private int signedIn(StatePage page) {
    Places known = page.read(ROLL).flatMap(Clerk::rollOf).orElse(Places.NONE);
    Duration lease = parts.self().lease();
    Places.Place me = new Places.Place(parts.self().node(), 1, page.nanos() + lease.toNanos());
    Places next = known.with(me, page.nanos());
    page.write(ROLL, bytesOf(next), lease.multipliedBy(2));
    return next.all().size();
  }

  private static Optional<Places> rollOf(byte[] bytes) {
    try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return Optional.of(Places.read(from));
    } catch (IOException _) {
      return Optional.empty(); // everybody says again that he lives
    }
  }

  private static byte[] bytesOf(Places places) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream to = new DataOutputStream(bytes)) {
      places.write(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
