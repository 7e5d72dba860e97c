package dev.signalbox.gateway.http;

import dev.signalbox.gateway.protect.ConnectionCap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Counts connections where they are accepted, and not only when an event loop gets round to them,
 * and stops accepting where there is no room. Vert.x offers neither, so it stands at the listening
 * channel beneath, which is known once somebody has connected. Lives on the thread that accepts.
 */
final class Entrance extends ChannelInboundHandlerAdapter implements ConnectionCap.Acceptor {
  private static final AttributeKey<Entrance> ENTRANCE = AttributeKey.valueOf("signalbox.entrance");
  private static final AttributeKey<Boolean> COUNTED = AttributeKey.valueOf("signalbox.counted");

  private final Channel listening;
  private final ConnectionCap cap;

  private Entrance(Channel listening, ConnectionCap cap) {
    this.listening = listening;
    this.cap = cap;
  }

  /** Counts {@code connection} unless that was done when it was accepted; else it may be closed. */
  static void passed(HttpConnection connection, ConnectionCap cap) {
    if (connection instanceof HttpServerConnection own) {
      Channel channel = own.channelHandlerContext().channel();
      boolean stays = channel.parent() == null || of(channel.parent(), cap).count(channel);
      if (!stays) {
        connection.close();
      }
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

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    if (accepted instanceof Channel channel && !count(channel)) {
      channel.unsafe().closeForcibly();
    } else {
      context.fireChannelRead(accepted);
    }
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
