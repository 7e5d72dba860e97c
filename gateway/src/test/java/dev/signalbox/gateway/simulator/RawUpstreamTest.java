package dev.signalbox.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.signalbox.gateway.simulator.RawUpstream.Act;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RawUpstreamTest {
  private static final String REQUEST =
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";

  @Test
  void writesItsBytesAsTheyAre() throws IOException {
    try (RawUpstream upstream = RawUpstream.answering("HTTP/9.9 abc\r\n\0\u00ff", new Act.Close());
        Socket socket = connect(upstream)) {
      send(socket, REQUEST);

      assertThat(readAll(socket)).isEqualTo("HTTP/9.9 abc\r\n\0\u00ff");
      assertThat(upstream.connections()).isEqualTo(1);
      assertThat(upstream.bytesWritten()).isEqualTo(16);
    }
  }

  @Test
  void waitsForAWholeRequestOfEitherKind() throws IOException {
    try (RawUpstream upstream =
            RawUpstream.of(
                new Act.ReadRequest(), Act.text("1"), new Act.ReadRequest(), Act.text("2"));
        Socket socket = connect(upstream)) {
      send(socket, REQUEST.substring(0, REQUEST.length() - 1));
      assertThat(upstream.connection(0).bytesWritten()).isZero();
      send(socket, "c");
      assertThat((char) socket.getInputStream().read()).isEqualTo('1');
      send(socket, "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
      assertThat((char) socket.getInputStream().read()).isEqualTo('2');
    }
  }

  @Test
  void noticesWhenTheOtherSideLeaves() throws IOException {
    try (RawUpstream upstream =
        RawUpstream.answering("HTTP/1.1 200 OK\r\n", new Act.AwaitClose())) {
      Socket socket = connect(upstream);
      send(socket, REQUEST);
      assertThat((char) socket.getInputStream().read()).isEqualTo('H');
      assertThat(upstream.connection(0).closed()).isNotDone();

      socket.close();

      upstream.closed(0);
    }
  }

  @Test
  void stopsToFloodWhenTheOtherSideLeaves() throws IOException {
    try (RawUpstream upstream = RawUpstream.of(new Act.Flood(Buffer.buffer(new byte[10_000])))) {
      Socket socket = connect(upstream);
      assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);

      socket.close();

      upstream.closed(0);
      upstream.played(0);
      assertThat(upstream.bytesWritten()).isGreaterThanOrEqualTo(100_000);
    }
  }

  @Test
  void resets() throws IOException {
    try (RawUpstream upstream = RawUpstream.of(new Act.ReadRequest(), new Act.Reset());
        Socket socket = connect(upstream)) {
      send(socket, REQUEST);

      assertThatIOException().isThrownBy(() -> readAll(socket));
    }
  }

  @Test
  void playsAnotherListOnTheNextConnection() throws IOException {
    try (RawUpstream upstream =
        RawUpstream.ofPlays(
            List.of(
                List.of(new Act.Close()),
                List.of(Act.text("again"), new Act.Finish(), new Act.AwaitClose())))) {
      try (Socket first = connect(upstream)) {
        assertThat(readAll(first)).isEmpty();
      }
      try (Socket second = connect(upstream)) {
        assertThat(readAll(second)).isEqualTo("again");
      }
      assertThat(upstream.closed(1)).isEqualTo(RawUpstream.Closed.FIN);
    }
  }

  private static Socket connect(RawUpstream upstream) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), upstream.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String readAll(Socket socket) throws IOException {
    try (InputStream in = socket.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
