package dev.signalbox.analytics.node;

import static dev.signalbox.analytics.schema.Tables.CHANGES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.analytics.store.TestPlaces;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MembershipTest {
  private static final Duration LEASE = Duration.ofSeconds(5);

  private final Place place = TestPlaces.server();
  private final Database database = Database.open(place);

  @AfterEach
  void close() {
    database.close();
  }

  private Membership join(String id) {
    return join(id, LEASE);
  }

  private Membership join(String id, Duration lease) {
    return Membership.join(database, new Node.Self(id, id, "h-" + id, "1"), lease);
  }

  private static BlockingQueue<Map<SharedPart, Long>> heard(Membership membership) {
    BlockingQueue<Map<SharedPart, Long>> heard = new LinkedBlockingQueue<>();
    membership.follow(heard::add);
    return heard;
  }

  /** How long it takes until {@code part} is told at {@code revision}. */
  private static Duration until(
      BlockingQueue<Map<SharedPart, Long>> heard, SharedPart part, long revision)
      throws InterruptedException {
    long began = System.nanoTime();
    Map<SharedPart, Long> told;
    do {
      told = heard.poll(10, TimeUnit.SECONDS);
      assertThat(told).as("something is heard").isNotNull();
    } while (told.getOrDefault(part, -1L) != revision);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static void holds(BooleanSupplier condition, String what) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Test
  void aChangeIsHeardOfWithinASecond() throws InterruptedException {
    try (Membership membership = join("a")) {
      BlockingQueue<Map<SharedPart, Long>> heard = heard(membership);
      until(heard, SharedPart.KEYS, 0);

      change(dsl -> Changes.note(dsl, SharedPart.KEYS));

      assertThat(until(heard, SharedPart.KEYS, 1)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void aChangeWhoseNotificationWasLostIsSeenAllTheSame() throws InterruptedException {
    try (Membership membership = join("a")) {
      BlockingQueue<Map<SharedPart, Long>> heard = heard(membership);
      until(heard, SharedPart.PROFILES, 0);

      change(
          dsl ->
              dsl.insertInto(CHANGES)
                  .set(CHANGES.PART, "profiles")
                  .set(CHANGES.REVISION, 7L)
                  .execute());

      assertThat(until(heard, SharedPart.PROFILES, 7)).isLessThan(Duration.ofSeconds(4));
    }
  }

  private interface Work {
    void on(DSLContext dsl);
  }

  private void change(Work work) {
    database.onServer(
        Area.CONTROL,
        dsl -> {
          dsl.transaction(config -> work.on(DSL.using(config)));
          return true;
        });
  }

  @Test
  void oneOfThemLeadsAndAnotherOnceItsConnectionIsGone() throws InterruptedException {
    try (Membership first = join("a")) {
      holds(first::leads, "the first leads");
      try (Membership second = join("b")) {
        BlockingQueue<Map<SharedPart, Long>> heard = heard(first);
        until(heard, SharedPart.KEYS, 0);
        assertThat(second.leads()).isFalse();

        cutAllConnections();

        holds(() -> first.leads() ^ second.leads(), "one of them leads");
        assertThat(first.number()).isNotEqualTo(second.number());
        heard.clear();
        change(dsl -> Changes.note(dsl, SharedPart.PEOPLE));
        until(heard, SharedPart.PEOPLE, 1);
        assertThat(first.standing().stand()).isEqualTo(Membership.Stand.JOINED);
      }
    }
  }

  /** As a server does that starts anew. */
  private void cutAllConnections() {
    database.onServer(
        Area.CONTROL,
        dsl ->
            dsl.fetch(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where pid <> pg_backend_pid() and datname = current_database()"));
  }

  @Test
  void eachKnowsHowManyLive() {
    assertThat(Membership.alone().living()).isEqualTo(1);
    try (Membership first = join("a")) {
      try (Membership second = join("b")) {
        holds(() -> first.living() == 2 && second.living() == 2, "both know of both");
      }
      holds(() -> first.living() == 1, "the first knows that it is alone");
    }
  }

  @Test
  void whoHasLeftHandsOverAtOnce() {
    try (Membership second = joinAfterLeader()) {
      holds(second::leads, "the second leads");
    }
  }

  private Membership joinAfterLeader() {
    try (Membership first = join("a")) {
      holds(first::leads, "the first leads");
      return join("b");
    }
  }

  @Test
  @DisplayName("a node that has just come back takes nobody for lost who lost touch with it")
  void takesNobodyForLostBeforeItHasBeenInTouchForALease() {
    List<Node> nodes =
        List.of(
            new Node(7, new Node.Self("x", "x", "h", "1"), "", "", false, 0, 0, 0, 1_000_000),
            new Node(8, new Node.Self("y", "y", "h", "1"), "", "", false, 0, 0, 0, 10));
    try (Membership membership = join("a", Duration.ofSeconds(2))) {
      assertThat(membership.gone(nodes)).isEmpty();

      holds(() -> !membership.gone(nodes).isEmpty(), "it knows in the end");
      assertThat(membership.gone(nodes)).isEqualTo(Set.of(7));
    }
  }

  @Test
  void whatIsDoneOnceIsNotDoneTwiceAtOnce() {
    AtomicInteger done = new AtomicInteger();
    try (Membership first = join("a");
        Membership second = join("b")) {
      first.exclusively(
          Membership.Once.SWEEP,
          () -> {
            done.incrementAndGet();
            assertThat(second.exclusively(Membership.Once.SWEEP, done::incrementAndGet)).isFalse();
            assertThat(second.exclusively(Membership.Once.REPRICING, done::incrementAndGet))
                .isTrue();
          });
      assertThat(second.exclusively(Membership.Once.SWEEP, done::incrementAndGet)).isTrue();
    }

    assertThat(done).hasValue(3);
  }

  @Test
  void aloneItLeadsAndHearsNothing() {
    try (Membership alone = Membership.alone()) {
      assertThat(alone.standing())
          .isEqualTo(new Membership.Standing(Membership.Stand.ALONE, true, Duration.ZERO));
      assertThat(alone.number()).isZero();
    }
  }
}
