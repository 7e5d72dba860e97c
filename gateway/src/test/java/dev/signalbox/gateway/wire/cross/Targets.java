package dev.signalbox.gateway.wire.cross;

import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.recorded.Recording;
import java.util.Optional;

/** Whom requests are written for, and what their addresses say. */
final class Targets {
  private Targets() {}

  /** A model of {@code protocol} that nothing more is known of. */
  static ProviderTarget provider(Protocol protocol) {
    String model =
        switch (protocol) {
          case CHAT, RESPONSES -> "gpt-4.1";
          case ANTHROPIC -> "claude-sonnet-4-5";
          case GEMINI -> "gemini-2.5-flash";
        };
    return new ProviderTarget(model, ModelTraits.UNKNOWN, Dialect.OPENAI);
  }

  /** The model that the request itself asks for. */
  static ProviderTarget same(Request request) {
    return new ProviderTarget(request.model(), ModelTraits.UNKNOWN, Dialect.OPENAI);
  }

  /** What the address of a request of {@code protocol} says. */
  static RequestTarget address(Protocol protocol) {
    return protocol == Protocol.GEMINI
        ? new RequestTarget(Optional.of("gemini-2.5-flash"), Optional.of(false))
        : RequestTarget.IN_BODY;
  }

  /** What the address of a recorded request says. */
  static RequestTarget address(Protocol protocol, Recording recording) {
    if (protocol != Protocol.GEMINI) {
      return RequestTarget.IN_BODY;
    }
    String path = recording.path();
    int colon = path.lastIndexOf(':');
    String model = path.substring(path.lastIndexOf('/', colon) + 1, colon);
    return new RequestTarget(
        Optional.of(model), Optional.of(path.startsWith(":streamGenerateContent", colon)));
  }
}
