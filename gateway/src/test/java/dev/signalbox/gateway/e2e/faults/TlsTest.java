package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C04: providers whose certificate is not good get neither a prompt nor a key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsTest {
  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String PATIENT = "connect_timeout_ms = 9000\nfirst_byte_timeout_ms = 9000\n";

  private final AtomicLong bytesRead = new AtomicLong();
  private TlsKeys keys;
  private Path folder;

  @BeforeAll
  void makeKeys(@TempDir Path made) {
    folder = made;
    keys = TlsKeys.make(made);
    System.setProperty(TRUST, keys.trusted().toString());
    System.setProperty(TRUST + "Password", "changeit");
  }

  @AfterAll
  void trustAsBefore() {
    System.clearProperty(TRUST);
    System.clearProperty(TRUST + "Password");
  }

  @ParameterizedTest(name = "C04 {0}")
  @ValueSource(strings = {"expired", "wrong-host", "self-signed"})
  void aBadCertificateGetsNothing(String certificate) {
    bytesRead.set(0);
    try (Faulty faulty = server(certificate);
        Bench bench = new Bench(faulty, PATIENT)) {
      HttpResponse<byte[]> alone = bench.ask(Bench.ALONE);
      HttpResponse<byte[]> both = bench.ask(Bench.BOTH);

      assertThat(alone.statusCode()).isEqualTo(502);
      assertThat(alone.headers().firstValue("x-signalbox-error")).contains("upstream_tls");
      assertThat(both.statusCode()).isEqualTo(200);
      assertThat(bench.record(both).attempts())
          .extracting(AttemptRecord::outcome)
          .containsExactly("upstream_tls", "answered");
      assertThat(bytesRead).hasValue(0);
      assertThat(bench.counted("upstream_tls")).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("C04 TLS 1.0 only, though with a good certificate")
  void aVersionThatIsTooOldGetsNothing() {
    try (OldTlsServer old = new OldTlsServer(folder);
        Bench bench = new Bench(Faulty.at(old.origin()), PATIENT)) {
      HttpResponse<byte[]> alone = bench.ask(Bench.ALONE);
      HttpResponse<byte[]> both = bench.ask(Bench.BOTH);

      assertThat(alone.statusCode()).isEqualTo(502);
      assertThat(alone.headers().firstValue("x-signalbox-error")).contains("upstream_tls");
      assertThat(bench.record(both).attempts())
          .extracting(AttemptRecord::outcome)
          .containsExactly("upstream_tls", "answered");
      assertThat(old.hasRead()).isFalse();
    }
  }

  @Test
  @DisplayName("C04 a good certificate is taken")
  void aGoodCertificateIsTaken() {
    try (Faulty faulty = server("good");
        Bench bench = new Bench(faulty, PATIENT)) {
      HttpResponse<byte[]> response = bench.ask(Bench.ALONE);

      assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("hello");
    }
  }

  private Faulty server(String certificate) {
    try {
      SSLServerSocket server =
          (SSLServerSocket)
              keys.serving(certificate)
                  .getServerSocketFactory()
                  .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> accept(server));
      return new Faulty("https://localhost:" + server.getLocalPort(), () -> 0, server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(SSLServerSocket server) {
    while (!server.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[65_536];
      int read = in.read(buffer);
      bytesRead.addAndGet(Math.max(0, read));
      socket
          .getOutputStream()
          .write(Wire.json("200 OK", Wire.CHAT).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The other side did not like the certificate.
    }
  }
}
