package dev.signalbox.analytics.store;

import dev.signalbox.analytics.rollup.RollupBook;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the facts of one database, in batches, on a thread of its own. Whoever hands over a fact
 * never waits: when the queue is full the fact is lost, and that is counted and logged. While the
 * database cannot be written (disk full, server gone) the facts stay in the queue and the writer
 * tries again, ever more slowly up to {@link #MAX_PAUSE_MILLIS}.
 */
public final class FactWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FactWriter.class);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long MAX_PAUSE_MILLIS = 5_000;
  private static final long IDLE_MILLIS = 250;

  private final Database database;
  private final Area area;
  private final Settings settings;
  private final InstantSource clock;
  private final BlockingQueue<Waiting> queue;
  private final Breaks breaks;
  private final Thread thread;
  private final AtomicInteger mostQueued = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();
  private final LongAdder overflowed = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
  private volatile boolean hurry;
  private volatile boolean closing;
  private volatile long closeByNanos;

  /** When the last batch was taken out of the queue; of the writer's thread. */
  private long drainedNanos = System.nanoTime();

  /**
   * How it writes.
   *
   * @param capacity most facts that may wait
   * @param maxBatch most facts in one transaction
   * @param linger how long the first fact of a batch waits for others
   * @param node name of this node in the rows of sums
   * @param patience how long closing waits for what is still queued
   */
  public record Settings(
      int capacity, int maxBatch, Duration linger, String node, Duration patience) {
    /** As a gateway uses it. */
    public static final Settings STANDARD =
        new Settings(65_536, 2_000, Duration.ofMillis(20), "", Duration.ofSeconds(10));
  }

  /** A fact and who wants to know when it is safe. */
  private record Waiting(Fact fact, @Nullable CompletableFuture<Void> committed, Pace pace) {
    boolean isUrgent() {
      return pace != Pace.WITH_OTHERS;
    }
  }

  /** How soon a fact is to be stored. */
  private enum Pace {
    /** With others that come soon after it. */
    WITH_OTHERS,
    /** At once. */
    AT_ONCE,
    /** At once, and then taken back. */
    REHEARSED
  }

  /**
   * A writer at work.
   *
   * @param clock the time that is written
   */
  public FactWriter(Database database, Area area, Settings settings, InstantSource clock) {
    this.database = database;
    this.area = area;
    this.settings = settings;
    this.clock = clock;
    this.queue = new ArrayBlockingQueue<>(settings.capacity());
    this.breaks = new Breaks(database.dialect(), queue::size);
    this.thread =
        Thread.ofPlatform().daemon().name("signalbox-" + area.folder()).unstarted(this::run);
    thread.start();
  }

  /** Hands over {@code fact}; false when it is lost because the queue is full. Never waits. */
  public boolean offer(Fact fact) {
    return hand(new Waiting(fact, null, Pace.WITH_OTHERS));
  }

  /**
   * Hands over {@code fact}; the result completes on the writer's thread when it is committed, and
   * fails when it is lost.
   */
  public CompletableFuture<Void> write(Fact fact) {
    return write(fact, Pace.AT_ONCE);
  }

  /** The same for whoever is in no hurry: it waits for others to be stored with. */
  public CompletionStage<Void> store(Fact fact) {
    return write(fact, Pace.WITH_OTHERS);
  }

  private CompletableFuture<Void> write(Fact fact, Pace pace) {
    CompletableFuture<Void> committed = new CompletableFuture<>();
    if (!hand(new Waiting(fact, committed, pace))) {
      committed.completeExceptionally(
          new DatabaseException("too much waits to be stored in `%s`".formatted(area.folder())));
    }
    return committed;
  }

  /**
   * Writes {@code fact} and takes it back, so that the first real one does not wait for what a
   * process does only once; completes when that is done, in any way.
   */
  public CompletableFuture<Void> rehearse(Fact fact) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    queue.add(new Waiting(fact, done, Pace.REHEARSED));
    hurry();
    return done;
  }

  private boolean hand(Waiting waiting) {
    boolean taken = !closing && queue.offer(waiting);
    if (taken) {
      if (waiting.isUrgent()) {
        hurry();
      }
      int size = queue.size();
      if (size > mostQueued.get()) {
        mostQueued.accumulateAndGet(size, Math::max);
      }
    } else {
      overflowed.increment();
      if (overflowed.sum() == 1) {
        log.error("facts are being lost: {} of them wait to be stored", queue.size());
      }
    }
    return taken;
  }

  /** Ends the wait for more, if there is one. */
  private void hurry() {
    hurry = true;
    LockSupport.unpark(thread);
  }

  /** How it is getting on. */
  public WriterState state() {
    return new WriterState(
        queue.size(),
        settings.capacity(),
        mostQueued.get(),
        written.get(),
        overflowed.sum(),
        refused.sum(),
        failure.get(),
        failures.sum());
  }

  private void run() {
    RollupBook book = new RollupBook(settings.node());
    List<Waiting> batch = List.of();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try (WriteSession session =
          new WriteSession(database.writing(area), database.dialect(), book, breaks)) {
        while (true) {
          if (batch.isEmpty()) {
            batch = rehearsed(next(), session);
          }
          if (batch.isEmpty() && closing && queue.isEmpty()) {
            return;
          }
          write(session, batch);
          batch = List.of();
          pause = FIRST_PAUSE_MILLIS;
        }
      } catch (SQLException | DataAccessException e) {
        failed(e);
        if (closing && System.nanoTime() - closeByNanos > 0) {
          lost(batch);
          return;
        }
        rest(pause);
        pause = Math.min(MAX_PAUSE_MILLIS, pause * 2);
      }
    }
  }

  private void failed(Exception e) {
    String message = DatabaseFaults.reason(e);
    if (failure.getAndSet(Optional.of(message)).isEmpty()) {
      log.error("`{}` cannot be written, trying again: {}", area.folder(), message);
    }
    failures.increment(); // last: whoever sees it counted can read why
  }

  private void lost(List<Waiting> batch) {
    List<Waiting> all = new ArrayList<>(batch);
    queue.drainTo(all);
    overflowed.add(all.size());
    if (!all.isEmpty()) {
      log.error("{} facts were lost: `{}` cannot be written", all.size(), area.folder());
    }
    all.forEach(waiting -> fail(waiting, new DatabaseException("the database cannot be written")));
  }

  /** The next facts; none when nothing came for a while. */
  private List<Waiting> next() {
    List<Waiting> batch = new ArrayList<>();
    try {
      Waiting first = queue.poll();
      long since = drainedNanos;
      if (first == null) {
        first = queue.poll(closing ? 0 : IDLE_MILLIS, TimeUnit.MILLISECONDS);
        since = System.nanoTime();
      }
      if (first == null) {
        return batch;
      }
      batch.add(first);
      if (!first.isUrgent()) {
        linger(since);
      }
      drainedNanos = System.nanoTime();
      queue.drainTo(batch, settings.maxBatch() - 1);
    } catch (InterruptedException e) {
      closing = true;
    }
    return batch;
  }

  /**
   * Lets facts gather, without looking at each of them: a thread that is woken for every request
   * costs more than storing it. What came while the last batch was written has waited already.
   *
   * @param since the earliest time at which the first of them can have come
   */
  private void linger(long since) {
    long until = since + settings.linger().toNanos();
    long left = until - System.nanoTime();
    while (left > 0 && !closing && !hurry && queue.size() < settings.maxBatch() - 1) {
      LockSupport.parkNanos(this, left);
      left = until - System.nanoTime();
    }
    hurry = false;
  }

  private void write(WriteSession session, List<Waiting> batch) throws SQLException {
    if (batch.isEmpty()) {
      return;
    }
    try {
      session.write(batchOf(batch), clock.millis());
    } catch (SQLException | DataAccessException e) {
      if (batch.size() > 1 && isOfTheData(e)) {
        for (Waiting one : batch) {
          write(session, List.of(one));
        }
        return;
      }
      if (isOfTheData(e)) {
        refuse(batch.getFirst(), e);
        return;
      }
      throw e;
    }
    written.addAndGet(batch.size());
    if (failure.getAndSet(Optional.empty()).isPresent()) {
      log.info("`{}` can be written again", area.folder());
    }
    batch.forEach(FactWriter::succeed);
  }

  /** What is left of {@code batch} when all that is only to be tried was tried. */
  private List<Waiting> rehearsed(List<Waiting> batch, WriteSession session) {
    for (Waiting waiting : batch) {
      if (waiting.pace() == Pace.REHEARSED) {
        rehearse(session, waiting);
      }
    }
    batch.removeIf(waiting -> waiting.pace() == Pace.REHEARSED);
    return batch;
  }

  private void rehearse(WriteSession session, Waiting waiting) {
    try {
      session.rehearse(batchOf(List.of(waiting)));
    } catch (SQLException | DataAccessException e) {
      log.debug("a rehearsal failed; the real thing will tell why", e);
    }
    succeed(waiting);
  }

  private Batch batchOf(List<Waiting> waiting) {
    Batch batch = new Batch();
    for (Waiting one : waiting) {
      one.fact().addTo(batch);
      breaks.step();
    }
    return batch;
  }

  /** Whether trying again cannot help: the rows themselves are what is wrong. */
  private static boolean isOfTheData(Exception e) {
    SQLException cause = e instanceof SQLException sql ? sql : sqlCauseOf(e);
    if (cause == null) {
      return false;
    }
    String state = String.valueOf(cause.getSQLState());
    String message = String.valueOf(cause.getMessage());
    return state.startsWith("22")
        || state.startsWith("23")
        || message.contains("SQLITE_CONSTRAINT")
        || message.contains("SQLITE_MISMATCH")
        || message.contains("SQLITE_TOOBIG");
  }

  private static @Nullable SQLException sqlCauseOf(Exception e) {
    return e.getCause() instanceof SQLException sql ? sql : null;
  }

  private void refuse(Waiting waiting, Exception e) {
    refused.increment();
    log.error("`{}` does not take a fact as it is: {}", area.folder(), DatabaseFaults.reason(e));
    fail(waiting, e);
  }

  private static void succeed(Waiting waiting) {
    if (waiting.committed() != null) {
      waiting.committed().complete(null);
    }
  }

  private static void fail(Waiting waiting, Exception e) {
    if (waiting.committed() != null) {
      waiting.committed().completeExceptionally(e);
    }
  }

  /** Waits until it is time for another try, or everything is to be closed. */
  private void rest(long millis) {
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(closing ? Math.min(millis, FIRST_PAUSE_MILLIS) : millis));
  }

  /** Takes no more facts, writes those that wait, and stops. */
  @Override
  public void close() {
    closeByNanos = System.nanoTime() + settings.patience().toNanos();
    closing = true;
    LockSupport.unpark(thread);
    if (!queue.offer(new Waiting(_ -> {}, null, Pace.REHEARSED))) {
      log.debug("much waits to be stored, so the writer is awake");
    }
    try {
      thread.join(settings.patience().toMillis() + MAX_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
