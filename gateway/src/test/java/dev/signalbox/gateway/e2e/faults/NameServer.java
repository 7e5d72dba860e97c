package dev.signalbox.gateway.e2e.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server that says the same of every name, as RFC 1035 has it. */
final class NameServer implements AutoCloseable {
  private static final int HEAD_BYTES = 12;
  private static final int MOST_BYTES = 512;
  private static final int TYPE_A = 1;

  private final DatagramSocket socket;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Says says;

  /** What it says. */
  enum Says {
    /** There is no such name. */
    UNKNOWN,
    /** Something is wrong with it. */
    FAILURE,
    NOTHING,
    /** The name is this machine's. */
    LOCALHOST
  }

  NameServer(Says says) {
    this.says = says;
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("name server").start(this::serve);
  }

  /** What it says from now on. */
  void says(Says now) {
    says = now;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** How often it was asked. */
  int asked() {
    return asked.get();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        socket.receive(packet);
        asked.incrementAndGet();
        if (says != Says.NOTHING) {
          byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  /** The question as it came, marked as answered, and the address where there is one. */
  private byte[] answer(byte[] query) {
    int end = HEAD_BYTES;
    while (query[end] != 0) {
      end += query[end] + 1;
    }
    end += 5; // the end of the name, the type and the class
    boolean found = says == Says.LOCALHOST && query[end - 3] == TYPE_A;
    int code =
        switch (says) {
          case UNKNOWN -> 3;
          case FAILURE -> 2;
          case NOTHING, LOCALHOST -> 0;
        };
    ByteBuffer out = ByteBuffer.allocate(end + (found ? 16 : 0));
    out.put(query, 0, end);
    out.putShort(2, (short) (0x8180 | code)).putShort(6, (short) (found ? 1 : 0));
    out.putShort(8, (short) 0).putShort(10, (short) 0);
    if (found) {
      out.putShort((short) 0xC00C).putShort((short) TYPE_A).putShort((short) 1);
      out.putInt(0).putShort((short) 4).put(new byte[] {127, 0, 0, 1});
    }
    return out.array();
  }

  @Override
  public void close() {
    socket.close();
  }
}
