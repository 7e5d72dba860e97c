package dev.signalbox.analytics.node;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node in touch with the server that it shares with others, on a thread and a connection of
 * its own: hears of changes, and looks for them every two seconds in case it did not; says that the
 * node lives; tries to lead. When the connection is lost it opens another one. Fields that others
 * read are volatile and written by that thread only.
 */
final class Touch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Touch.class);

  /** How late a change is seen whose notification was lost. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** How long it listens without a look at the clock. */
  private static final Duration LISTEN = Duration.ofMillis(250);

  /** Longest wait for an answer; shorter where leases are. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long CLOSING_MILLIS = 8_000;

  /** Signs of life in a lease. */
  private static final int BEATS = 9;

  private final Database database;
  private final Node.Self self;
  private final int number;
  private final Duration lease;
  private final Duration patience;
  private final Thread thread;
  private volatile NodeTable.Serves serves = new NodeTable.Serves("", "", false);
  private volatile Optional<Consumer<Map<SharedPart, Long>>> follower = Optional.empty();
  private volatile long heardNanos = System.nanoTime();
  private volatile long sinceNanos = System.nanoTime();
  private volatile boolean inTouch = true;
  private volatile boolean leads;
  private volatile boolean replaced;
  private volatile int living = 1;
  private volatile boolean closing;

  Touch(Database database, Node.Self self, int number, Duration lease) {
    this.database = database;
    this.self = self;
    this.number = number;
    this.lease = lease;
    this.patience =
        Duration.ofSeconds(Math.clamp(lease.dividedBy(4).toSeconds(), 1, PATIENCE.toSeconds()));
    this.thread = Thread.ofPlatform().daemon().name("signalbox-node").unstarted(this::run);
    thread.start();
  }

  void serves(NodeTable.Serves now) {
    serves = now;
  }

  void follow(Consumer<Map<SharedPart, Long>> told) {
    follower = Optional.of(told);
  }

  /**
   * A connection that hangs is noticed late, so what counts is when something was heard: the server
   * gives the lock of a silent node to another after half a lease.
   */
  Membership.Standing standing() {
    Duration silent = Duration.ofNanos(Math.max(0, System.nanoTime() - heardNanos));
    boolean heard = inTouch && silent.compareTo(patience.plusNanos(LOOK_NANOS)) < 0;
    Membership.Stand stand =
        replaced
            ? Membership.Stand.REPLACED
            : heard ? Membership.Stand.JOINED : Membership.Stand.CUT_OFF;
    boolean leadsYet = leads && heard && silent.compareTo(lease.dividedBy(2)) < 0;
    return new Membership.Standing(stand, leadsYet, silent);
  }

  /** How many lived at the last sign of life. */
  int living() {
    return living;
  }

  boolean inTouchFor(Duration time) {
    return standing().stand() == Membership.Stand.JOINED
        && System.nanoTime() - sinceNanos > time.toNanos();
  }

  private void run() {
    while (!closing) {
      try (NodeSession session = new NodeSession(database, patience, lease.dividedBy(2))) {
        session.listen();
        if (!inTouch) {
          log.info("the shared database can be reached again");
          sinceNanos = System.nanoTime();
        }
        stay(session);
        NodeTable.left(session.dsl(), number, self);
        return;
      } catch (SQLException | DataAccessException e) {
        if (inTouch && !closing) {
          log.warn("out of touch with the shared database, trying again: {}", e.getMessage());
        }
        inTouch = false;
        leads = false;
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void stay(NodeSession session) throws SQLException {
    long beatNanos = lease.dividedBy(BEATS).toNanos();
    long beat = System.nanoTime();
    long look = beat;
    while (!closing) {
      if (System.nanoTime() - beat >= 0) {
        beat(session);
        beat = System.nanoTime() + beatNanos;
      }
      if (session.heard(LISTEN) || System.nanoTime() - look >= 0) {
        Map<SharedPart, Long> revisions = session.revisions();
        heardNanos = System.nanoTime();
        follower.ifPresent(told -> told.accept(revisions));
        look = System.nanoTime() + LOOK_NANOS;
      }
    }
  }

  private void beat(NodeSession session) throws SQLException {
    leads = leads || (!replaced && session.lead());
    boolean own = NodeTable.seen(session.dsl(), number, self, serves.leading(leads));
    if (!own && !replaced) {
      log.error(
          "node {} was cut off for so long that another has its number: start it again", number);
    }
    replaced = !own;
    living = Math.max(1, NodeTable.living(session.dsl(), lease.toMillis()));
    heardNanos = System.nanoTime();
    inTouch = true;
  }

  boolean exclusively(Membership.Once what, Runnable work) {
    return database.onServer(
        Area.CONTROL,
        control -> {
          boolean taken =
              control
                  .fetchSingle("select pg_try_advisory_lock({0})", DSL.inline(what.lock()))
                  .get(0, Boolean.class);
          if (taken) {
            work.run();
          }
          return taken; // given back with the connection
        });
  }

  /** Says good-bye, if the server still listens. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
