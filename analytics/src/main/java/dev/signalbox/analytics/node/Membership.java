package dev.signalbox.analytics.node;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a process is among those that share its database: its number, whether it leads, and what the
 * others have changed. Used by all threads.
 */
public final class Membership implements AutoCloseable {
  private static final Node.Self NOBODY = new Node.Self("", "", "", "");

  private final Node.Self self;
  private final int number;
  private final Duration lease;
  private final Optional<Touch> touch;

  /** How a node stands with the database that it shares. */
  public enum Stand {
    /** It shares it with nobody: a folder. */
    ALONE,
    /** It is in touch. */
    JOINED,
    /** It hears nothing of it. */
    CUT_OFF,
    /** Another process has its number: it was cut off for too long. */
    REPLACED
  }

  /**
   * How it is at a moment.
   *
   * @param leads whether it does what is done once
   * @param silent how long the database has said nothing; zero when alone
   */
  public record Standing(Stand stand, boolean leads, Duration silent) {}

  private Membership(Node.Self self, int number, Duration lease, Optional<Touch> touch) {
    this.self = self;
    this.number = number;
    this.lease = lease;
    this.touch = touch;
  }

  /** The only process of a folder. */
  public static Membership alone() {
    return new Membership(NOBODY, 0, Duration.ZERO, Optional.empty());
  }

  /**
   * Joins those that share {@code database}, a server; blocks.
   *
   * @param lease how long a node may be silent until the others take it for lost; the same on all
   */
  public static Membership join(Database database, Node.Self self, Duration lease) {
    int number =
        database.onServer(Area.CONTROL, control -> NodeTable.take(control, self, lease.toMillis()));
    return new Membership(
        self, number, lease, Optional.of(new Touch(database, self, number, lease)));
  }

  /** What its ids tell: of the nodes that live no two have the same. */
  public int number() {
    return number;
  }

  /** What it is; empty texts when alone. */
  public Node.Self self() {
    return self;
  }

  /** How long a node may be silent until the others take it for lost. */
  public Duration lease() {
    return lease;
  }

  /** How it stands now. */
  public Standing standing() {
    return touch
        .map(Touch::standing)
        .orElseGet(() -> new Standing(Stand.ALONE, true, Duration.ZERO));
  }

  /** How many living nodes there were at its last sign of life, itself among them; 1 when alone. */
  public int living() {
    return touch.map(Touch::living).orElse(1);
  }

  /** Whether it does what is done once. */
  public boolean leads() {
    return standing().leads();
  }

  /** Has the others told what it serves from now on. */
  public void serves(String address, String config) {
    touch.ifPresent(present -> present.serves(new NodeTable.Serves(address, config, false)));
  }

  /**
   * From now on tells {@code follower} how often each part was changed, whenever it looks; on a
   * thread that may not be kept waiting. Never when alone.
   */
  public void follow(Consumer<Map<SharedPart, Long>> follower) {
    touch.ifPresent(present -> present.follow(follower));
  }

  /**
   * Numbers of the nodes that have ended or are lost; none while it has not been in touch for as
   * long as a lease, when those that only lost touch together with it would look lost. Blocks.
   */
  public Set<Integer> gone(List<Node> nodes) {
    boolean knows = touch.filter(present -> present.inTouchFor(lease)).isPresent();
    return knows
        ? nodes.stream()
            .filter(node -> node.state(lease.toMillis()) != Node.State.ALIVE)
            .map(Node::number)
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** What two at once would count twice. */
  public enum Once {
    /** The end of reservations. */
    SWEEP(0x5369_676e_616c_0004L),
    /** Computing costs again. */
    REPRICING(0x5369_676e_616c_0005L);

    private final long lock;

    Once(long lock) {
      this.lock = lock;
    }

    /** The lock of a server that whoever is at it holds. */
    long lock() {
      return lock;
    }
  }

  /**
   * Does {@code work} unless another node is at it: whoever leads may have lost the lead without
   * knowing it yet. Blocks.
   *
   * @return whether it was done
   */
  public boolean exclusively(Once what, Runnable work) {
    if (touch.isPresent()) {
      return touch.get().exclusively(what, work);
    }
    work.run();
    return true;
  }

  /** Says good-bye to the others; blocks. */
  @Override
  public void close() {
    touch.ifPresent(Touch::close);
  }
}
