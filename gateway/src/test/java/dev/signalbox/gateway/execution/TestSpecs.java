package dev.signalbox.gateway.execution;

import dev.signalbox.gateway.provider.Credential;
import dev.signalbox.gateway.provider.ExecutionSettings;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.model.Protocol;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Providers that are never called. */
final class TestSpecs {
  private TestSpecs() {}

  static UpstreamSpec of(String id, ExecutionSettings settings) {
    return new UpstreamSpec(
        id,
        "",
        List.of(Protocol.CHAT),
        Dialect.OPENAI,
        true,
        URI.create("http://127.0.0.1:1"),
        List.of(new Credential(id + "#1", "secret")),
        List.of(),
        Map.of(),
        Optional.empty(),
        UpstreamSpec.Timeouts.STANDARD,
        UpstreamSpec.Transport.STANDARD,
        settings);
  }
}
