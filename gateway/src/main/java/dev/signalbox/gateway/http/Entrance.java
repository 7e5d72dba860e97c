package dev.signalbox.gateway.http;

import dev.signalbox.gateway.protect.ConnectionCap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections where they are accepted, and not only when an event loop gets round to them,
 * stops accepting where there is no room, and ends it before those who answer end. Vert.x offers
 * none of it, so it stands at the listening channel beneath, which is known once somebody has
 * connected. Lives on the thread that accepts.
 */
final class Entrance extends ChannelInboundHandlerAdapter implements ConnectionCap.Acceptor {
  private static final AttributeKey<Entrance> ENTRANCE = AttributeKey.valueOf("signalbox.entrance");
  private static final AttributeKey<Boolean> COUNTED = AttributeKey.valueOf("signalbox.counted");

  private static final AttributeKey<Boolean> EXPECTED = AttributeKey.valueOf("signalbox.expected");

  /**
   * Whoever comes in so many turns of the loop is accepted at the end; there may always be more.
   */
  private static final int MOST_TURNS = 64;

  private final Channel listening;
  private final ConnectionCap cap;

  /** Connections that were accepted and have not said yet what they speak. */
  private final AtomicInteger expected = new AtomicInteger();

  /** Connections since it was looked at last. */
  private int accepted;

  private Entrance(Channel listening, ConnectionCap cap) {
    this.listening = listening;
    this.cap = cap;
  }

  /** The one that {@code connection} came through, where it is known. */
  static Optional<Entrance> of(HttpServerConnection connection, ConnectionCap cap) {
    return Optional.ofNullable(connection.channelHandlerContext().channel().parent())
        .map(listening -> of(listening, cap));
  }

  /** Counts {@code connection} unless that was done when it was accepted; else it may be closed. */
  void passed(HttpServerConnection connection) {
    Channel channel = connection.channelHandlerContext().channel();
    expectNoMore(channel);
    if (!count(channel)) {
      connection.close();
    }
  }

  /**
   * Ends accepting; {@code done} is run, on the thread that accepts, when all that was accepted is
   * with its event loop.
   */
  void close(Runnable done) {
    listening.eventLoop().execute(() -> close(MOST_TURNS, done));
  }

  /**
   * Whoever waits to be accepted while the channel closes is reset by the kernel, so they are
   * accepted first: each turn of the loop accepts before it comes here.
   */
  private void close(int turns, Runnable done) {
    if (accepted > 0 && turns > 0) {
      accepted = 0;
      listening.eventLoop().execute(() -> close(turns - 1, done));
    } else {
      listening.close().addListener(_ -> done.run());
    }
  }

  private static Entrance of(Channel listening, ConnectionCap cap) {
    Entrance known = listening.attr(ENTRANCE).get();
    if (known != null) {
      return known;
    }
    Entrance made = new Entrance(listening, cap);
    Entrance other = listening.attr(ENTRANCE).setIfAbsent(made);
    if (other != null) {
      return other;
    }
    listening.pipeline().addFirst(made);
    return made;
  }

  /** Whether somebody was let in who has said nothing yet. Any thread may ask. */
  boolean isExpecting() {
    return expected.get() > 0;
  }

  private void expect(Channel channel) {
    channel.attr(EXPECTED).set(true);
    expected.incrementAndGet();
    channel.closeFuture().addListener(_ -> expectNoMore(channel));
  }

  private void expectNoMore(Channel channel) {
    if (channel.attr(EXPECTED).getAndSet(null) != null) {
      expected.decrementAndGet();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Channel channel) {
      accepted++;
      if (!count(channel)) {
        channel.unsafe().closeForcibly();
        return;
      }
      expect(channel);
    }
    context.fireChannelRead(message);
  }

  /** Whether there is room for it; counts it once, until it is closed. */
  private boolean count(Channel channel) {
    if (channel.attr(COUNTED).setIfAbsent(true) != null) {
      return true;
    }
    boolean room = cap.opened(this);
    if (room) {
      channel.closeFuture().addListener(_ -> cap.closed());
    }
    return room;
  }

  @Override
  public void accepts(boolean more) {
    listening.config().setAutoRead(more);
  }
}
