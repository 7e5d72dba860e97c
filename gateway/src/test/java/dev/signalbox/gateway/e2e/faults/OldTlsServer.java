package dev.signalbox.gateway.e2e.faults;

import dev.signalbox.gateway.e2e.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A server that speaks TLS 1.0 and nothing newer. The JDK has it switched off for good once TLS was
 * used, so that it is a process of its own with the old rules.
 */
final class OldTlsServer implements AutoCloseable {
  private static final String RULES =
      "jdk.tls.disabledAlgorithms=\njdk.certpath.disabledAlgorithms=\njdk.tls.legacyAlgorithms=\n";

  private final Process process;
  private final Path port;
  private final Path read;

  /** Starts it with the certificates in {@code folder}. */
  OldTlsServer(Path folder) {
    port = folder.resolve("old-tls.port");
    read = folder.resolve("old-tls.read");
    try {
      Path rules = Files.writeString(folder.resolve("old-tls.security"), RULES);
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Djava.security.properties=" + rules,
                  "-cp",
                  System.getProperty("java.class.path"),
                  OldTlsServer.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("old-tls.log").toFile())
              .start();
      Eventually.holds(
          () -> Files.exists(port) || !process.isAlive(), "the server listens or has ended");
      if (!Files.exists(port)) {
        throw new AssertionError(Files.readString(folder.resolve("old-tls.log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  String origin() {
    try {
      return "https://localhost:" + Files.readString(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether anybody sent it anything under TLS. */
  boolean hasRead() {
    return Files.exists(read);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process: tells its port when it has seen for itself that TLS 1.0 works with it. */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    Path folder = Path.of(arguments[0]);
    SSLContext context = TlsKeys.in(folder).serving("good");
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    server.setEnabledProtocols(new String[] {"TLSv1"});
    Thread.ofVirtual().start(() -> tryItself(folder, server.getLocalPort()));
    for (int served = 0; ; served++) {
      SSLSocket socket = (SSLSocket) server.accept();
      if (served == 0) {
        socket.startHandshake();
        publish(folder, server.getLocalPort());
      } else {
        Thread.ofVirtual().start(() -> listen(socket, folder));
      }
    }
  }

  private static void tryItself(Path folder, int port) {
    try {
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(TlsKeys.in(folder).trustedStore());
      SSLContext client = SSLContext.getInstance("TLS");
      client.init(null, trust.getTrustManagers(), null);
      try (SSLSocket socket =
          (SSLSocket)
              client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
        socket.setEnabledProtocols(new String[] {"TLSv1"});
        socket.startHandshake();
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void publish(Path folder, int port) throws IOException {
    Path draft = Files.writeString(folder.resolve("old-tls.draft"), Integer.toString(port));
    Files.move(draft, folder.resolve("old-tls.port"));
  }

  private static void listen(SSLSocket socket, Path folder) {
    try (socket) {
      InputStream in = socket.getInputStream();
      if (in.read() >= 0) {
        Files.write(folder.resolve("old-tls.read"), List.of("read"));
      }
    } catch (IOException e) {
      // The other side did not like the version.
    }
  }
}
