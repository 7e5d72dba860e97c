package dev.signalbox.gateway;

import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.MediaConfig;
import dev.signalbox.gateway.config.ServerConfig;
import dev.signalbox.gateway.guard.Guard;
import dev.signalbox.gateway.http.HttpSettings;
import dev.signalbox.gateway.http.Mount;
import dev.signalbox.gateway.media.MediaSettings;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.protect.Priorities;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** From the configuration to how the listening side behaves, and the fetching of files. */
final class HttpWiring {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private HttpWiring() {}

  static HttpSettings settingsOf(
      GatewayConfig config, Authenticator authenticator, List<Mount> mounts, Guard guard) {
    ServerConfig server = config.server();
    return new HttpSettings(
        server.host(),
        server.port(),
        allowedHosts(server),
        server.allowedOrigins().stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        server.strict(),
        config.analytics().commitFirst(),
        authenticator,
        new HttpSettings.Bounds(
            (int) Math.min(server.limits().bodyBytes(), Integer.MAX_VALUE),
            server.limits().headerBytes(),
            server.timeouts().header(),
            server.timeouts().idle(),
            server.timeouts().body()),
        mounts,
        limitsOf(server),
        guard,
        server.timeouts().idempotency(),
        new Priorities(config.overload().priorities()));
  }

  static MediaSettings mediaOf(MediaConfig config) {
    return new MediaSettings(
        config.fetch(),
        config.maxBytes(),
        config.timeout(),
        config.maxItems(),
        config.allowPrivate());
  }

  /** The configured key for what clients keep of ours, or one that lasts as long as the process. */
  static byte[] sealKeyOf(ServerConfig server) {
    return server
        .signingKey()
        .map(key -> key.value().getBytes(StandardCharsets.UTF_8))
        .orElseGet(
            () -> {
              byte[] random = new byte[32];
              new SecureRandom().nextBytes(random);
              return random;
            });
  }

  private static Serving.Limits limitsOf(ServerConfig server) {
    int answer = (int) Math.min(server.limits().responseBytes(), Integer.MAX_VALUE);
    return new Serving.Limits(
        answer,
        Math.min(answer, 8 * 1024 * 1024),
        server.timeouts().request(),
        server.timeouts().keepAlive(),
        server.timeouts().write());
  }

  /** What is configured; on a loopback address else the names of this machine for itself. */
  private static Set<String> allowedHosts(ServerConfig server) {
    if (!server.allowedHosts().isEmpty()) {
      return Set.copyOf(server.allowedHosts());
    }
    if (!isLoopback(server.host())) {
      return Set.of();
    }
    Set<String> hosts = new LinkedHashSet<>(LOOPBACK);
    hosts.add(server.host());
    return hosts;
  }

  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
