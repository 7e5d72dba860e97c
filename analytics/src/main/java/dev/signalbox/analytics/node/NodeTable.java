package dev.signalbox.analytics.node;

import static dev.signalbox.analytics.schema.Tables.NODES;

import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.schema.tables.records.NodesRecord;
import dev.signalbox.analytics.store.DatabaseException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The table of nodes on a server. Blocks. */
public final class NodeTable {
  /** The lock that whoever takes a number holds. */
  private static final long LOCK = 0x5369_676e_616c_0002L;

  /** Now, by the clock of the server: those of nodes may differ. */
  private static final Field<Long> NOW =
      DSL.field("cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint)", Long.class);

  /**
   * How long the number of a node that was lost stays its own: it may only be cut off, and come
   * back with what it has recorded meanwhile.
   */
  private static final long RESERVED_MILLIS = Duration.ofDays(1).toMillis();

  /** The same after a good end: clocks of machines differ by less. */
  private static final long RESTING_MILLIS = Duration.ofMinutes(1).toMillis();

  private NodeTable() {}

  /** All nodes that are known, by number. */
  public static List<Node> all(DSLContext control) {
    return control
        .select(NODES.fields())
        .select(NOW)
        .from(NODES)
        .orderBy(NODES.NUMBER)
        .fetch(row -> nodeOf(row.into(NODES), row.get(NOW)));
  }

  /** How many of them live. */
  static int living(DSLContext control, long leaseMillis) {
    return (int)
        all(control).stream().filter(node -> node.state(leaseMillis) == Node.State.ALIVE).count();
  }

  private static Node nodeOf(NodesRecord row, long now) {
    return new Node(
        row.getNumber(),
        new Node.Self(row.getId(), row.getName(), row.getHost(), row.getVersion()),
        row.getAddress(),
        row.getConfig(),
        row.getLeads() != 0,
        row.getStartedMs(),
        row.getSeenMs(),
        row.getLeftMs(),
        Math.max(0, now - row.getSeenMs()));
  }

  /**
   * Takes a number for {@code self}, in a transaction of its own.
   *
   * @throws DatabaseException when all are taken
   */
  static int take(DSLContext control, Node.Self self, long leaseMillis) {
    return control.transactionResult(
        config -> {
          DSLContext transaction = DSL.using(config);
          transaction.fetch("select pg_advisory_xact_lock({0})", DSL.inline(LOCK));
          int number = free(all(transaction), self, leaseMillis);
          transaction.deleteFrom(NODES).where(NODES.NUMBER.eq(number)).execute();
          enter(transaction, number, self);
          return number;
        });
  }

  /** Free numbers that were used come first: sums are kept for each. */
  private static int free(List<Node> nodes, Node.Self self, long leaseMillis) {
    Map<Integer, Node> taken = new HashMap<>();
    nodes.forEach(node -> taken.put(node.number(), node));
    Optional<Integer> used =
        nodes.stream().filter(node -> isFree(node, self)).map(Node::number).findFirst();
    OptionalInt fresh =
        IntStream.range(0, FactIds.NODES).filter(n -> !taken.containsKey(n)).findFirst();
    if (used.isPresent() || fresh.isPresent()) {
      return used.orElseGet(fresh::getAsInt);
    }
    return nodes.stream()
        .filter(node -> node.state(leaseMillis) != Node.State.ALIVE)
        .max(Comparator.comparingLong(Node::silentMillis))
        .map(Node::number)
        .orElseThrow(
            () ->
                new DatabaseException(
                    "%,d nodes share the database: no more can".formatted(FactIds.NODES)));
  }

  private static boolean isFree(Node node, Node.Self self) {
    return node.leftMillis() > 0
        ? node.self().host().equals(self.host()) || node.silentMillis() > RESTING_MILLIS
        : node.silentMillis() > RESERVED_MILLIS;
  }

  private static int enter(DSLContext control, int number, Node.Self self) {
    return control
        .insertInto(NODES)
        .set(NODES.NUMBER, number)
        .set(NODES.ID, self.id())
        .set(NODES.NAME, self.name())
        .set(NODES.HOST, self.host())
        .set(NODES.ADDRESS, "")
        .set(NODES.VERSION, self.version())
        .set(NODES.CONFIG, "")
        .set(NODES.LEADS, (short) 0)
        .set(NODES.STARTED_MS, NOW)
        .set(NODES.SEEN_MS, NOW)
        .set(NODES.LEFT_MS, 0L)
        .onConflictDoNothing()
        .execute();
  }

  /**
   * Says that the node lives; whether the number is still its own. One that nobody has is its own
   * again, as after a backup was restored.
   */
  static boolean seen(DSLContext control, int number, Node.Self self, Serves serves) {
    return update(control, number, self, serves) > 0 || enter(control, number, self) > 0;
  }

  /**
   * What a node serves.
   *
   * @param address where it can be reached
   * @param config revision of its configuration
   * @param leads whether it does what is done once
   */
  record Serves(String address, String config, boolean leads) {
    Serves leading(boolean now) {
      return new Serves(address, config, now);
    }
  }

  private static int update(DSLContext control, int number, Node.Self self, Serves serves) {
    return control
        .update(NODES)
        .set(NODES.SEEN_MS, NOW)
        .set(NODES.ADDRESS, serves.address())
        .set(NODES.CONFIG, serves.config())
        .set(NODES.LEADS, (short) (serves.leads() ? 1 : 0))
        .where(NODES.NUMBER.eq(number), NODES.ID.eq(self.id()))
        .execute();
  }

  /** Says that the node has ended in good order. */
  static void left(DSLContext control, int number, Node.Self self) {
    control
        .update(NODES)
        .set(NODES.SEEN_MS, NOW)
        .set(NODES.LEFT_MS, NOW)
        .where(NODES.NUMBER.eq(number), NODES.ID.eq(self.id()))
        .execute();
  }
}
