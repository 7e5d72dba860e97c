package dev.signalbox.analytics.node;

import static dev.signalbox.analytics.schema.Tables.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.TestPlaces;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NodeTableTest {
  private static final long LEASE_MILLIS = 45_000;
  private static final NodeTable.Serves NOTHING = new NodeTable.Serves("", "", false);

  private final Database database = Database.open(TestPlaces.server());

  @AfterEach
  void close() {
    database.close();
  }

  private <T> T on(Function<DSLContext, T> work) {
    return database.onServer(Area.CONTROL, work);
  }

  private int take(String id, String host) {
    return on(dsl -> NodeTable.take(dsl, self(id, host), LEASE_MILLIS));
  }

  private static Node.Self self(String id, String host) {
    return new Node.Self(id, "n-" + id, host, "1");
  }

  /** As if {@code millis} had gone by since the node was heard of. */
  private void silent(int number, Duration time) {
    on(
        dsl ->
            dsl.update(NODES)
                .set(NODES.SEEN_MS, NODES.SEEN_MS.minus(time.toMillis()))
                .where(NODES.NUMBER.eq(number))
                .execute());
  }

  private void leave(int number, Node.Self self) {
    on(
        dsl -> {
          NodeTable.left(dsl, number, self);
          return number;
        });
  }

  @Test
  void manyThatStartAtOnceHaveNumbersOfTheirOwn() throws InterruptedException {
    Queue<Integer> numbers = new ConcurrentLinkedQueue<>();
    CountDownLatch together = new CountDownLatch(8);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        String id = "id" + i;
        threads.execute(
            () -> {
              together.countDown();
              numbers.add(take(id, "h"));
            });
      }
      together.await();
    }

    assertThat(numbers).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aLostNodeKeepsItsNumberForADay() {
    int lost = take("lost", "h");
    silent(lost, Duration.ofHours(23));

    assertThat(take("next", "h")).isNotEqualTo(lost);
    silent(lost, Duration.ofHours(2));
    assertThat(take("last", "h")).isEqualTo(lost);
    boolean own = on(dsl -> NodeTable.seen(dsl, lost, self("lost", "h"), NOTHING));
    assertThat(own).isFalse();
  }

  @Test
  void aNumberThatWasGivenBackIsTakenOnTheSameMachineAtOnceAndElsewhereLater() {
    Node.Self self = self("first", "h");
    int number = take("first", "h");
    leave(number, self);

    int elsewhere = take("elsewhere", "other");
    int here = take("here", "h");

    assertThat(elsewhere).isNotEqualTo(number);
    assertThat(here).isEqualTo(number);
    leave(elsewhere, self("elsewhere", "other"));
    silent(elsewhere, Duration.ofSeconds(61));
    assertThat(take("again", "h")).isEqualTo(elsewhere);
  }

  @Test
  void oneThatNobodyHasInMindIsItsOwnAgain() {
    Node.Self self = self("first", "h");
    int number = take("first", "h");
    on(dsl -> dsl.deleteFrom(NODES).execute());

    boolean own =
        on(dsl -> NodeTable.seen(dsl, number, self, new NodeTable.Serves("h:1", "r", true)));

    assertThat(own).isTrue();
    List<Node> nodes = on(NodeTable::all);
    assertThat(nodes).extracting(Node::number).containsExactly(number);
  }

  @Test
  void tellsWhoLivesWhoLeftAndWhoIsLost() {
    take("alive", "h");
    int left = take("left", "h");
    leave(left, self("left", "h"));
    int lost = take("lost", "other");
    silent(lost, Duration.ofMillis(LEASE_MILLIS + 1));

    List<Node> nodes = on(NodeTable::all);
    assertThat(nodes)
        .extracting(node -> node.state(LEASE_MILLIS))
        .containsExactly(Node.State.ALIVE, Node.State.LEFT, Node.State.LOST);
  }
}
