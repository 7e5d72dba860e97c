package dev.signalbox.gateway.execution;

import dev.signalbox.gateway.provider.ExecutionSettings;
import dev.signalbox.gateway.provider.ProviderTypes;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.wire.codec.Dialect;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Providers that are never called. */
final class TestSpecs {
  private TestSpecs() {}

  static UpstreamSpec of(String id, ExecutionSettings settings) {
    return new UpstreamSpec(
        id,
        "",
        ProviderTypes.LOCAL.apis("", ""),
        Dialect.OPENAI,
        true,
        URI.create("http://127.0.0.1:1"),
        List.of(new Credential(id + "#1", "secret")),
        List.of(),
        Map.of(),
        UpstreamSpec.Timeouts.STANDARD,
        UpstreamSpec.Transport.STANDARD,
        settings);
  }
}
