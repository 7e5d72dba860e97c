package dev.signalbox.gateway;

import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.config.VertexConfig;
import dev.signalbox.gateway.provider.Endpoints;
import dev.signalbox.gateway.provider.ModelScope;
import dev.signalbox.gateway.provider.ProviderApi;
import dev.signalbox.gateway.provider.auth.Grant;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.vertex.VertexAnthropic;
import dev.signalbox.gateway.wire.vertex.VertexGemini;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The APIs of a provider at Vertex AI: one for Gemini, one for Claude. */
final class VertexApis {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  /** Places that are no regions, whose hosts are named in another way. */
  private static final Set<String> CONTINENTS = Set.of("us", "eu");

  private VertexApis() {}

  /** Where they are, by the location. */
  static URI endpoint(VertexConfig vertex) {
    String location = vertex.location();
    if (location.equals("global")) {
      return URI.create("https://aiplatform.googleapis.com");
    }
    return URI.create(
        CONTINENTS.contains(location)
            ? "https://aiplatform.%s.rep.googleapis.com".formatted(location)
            : "https://%s-aiplatform.googleapis.com".formatted(location));
  }

  /** How they are asked below {@code path}; the first is for all models that are not Claude. */
  static List<ProviderApi> of(ProviderConfig config, VertexConfig vertex, String path) {
    String place = "projects/%s/locations/%s".formatted(vertex.project(), vertex.location());
    Map<String, Boolean> claude = new HashMap<>();
    config
        .models()
        .forEach(
            model ->
                model.api().ifPresent(api -> claude.put(model.id(), api == Protocol.ANTHROPIC)));
    ModelScope scope = new ModelScope(Set.of("claude-"), claude);
    return List.of(
        ProviderApi.bearing(Protocol.GEMINI, new Endpoints.VertexGoogle(path, place))
            .spokenAs(new VertexGemini())
            .serving(scope.others()),
        ProviderApi.bearing(Protocol.ANTHROPIC, new Endpoints.VertexAnthropic(path, place))
            .spokenAs(new VertexAnthropic())
            .serving(scope));
  }

  /** How their tokens are had. */
  static Grant grant(String provider, VertexConfig vertex, Grant.Way way) {
    return new Grant(
        provider,
        vertex.account().tokenUrl(),
        vertex.account().proof(),
        Map.of("scope", SCOPE),
        way);
  }
}
