package dev.signalbox.gateway.simulator;

import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Optional;

/** What a request's method and path ask for. */
sealed interface Route {
  /** The protocol whose error shape an answer has. */
  Protocol protocol();

  /** The model named in the path; empty when the body names it. */
  default Optional<String> modelInPath() {
    return Optional.empty();
  }

  /** Whether the path asks for a stream; empty when the body says. */
  default Optional<Boolean> streamInPath() {
    return Optional.empty();
  }

  /** Generate an answer. */
  record Generate(Protocol protocol, RequestTarget target) implements Route {
    @Override
    public Optional<String> modelInPath() {
      return target.model();
    }

    @Override
    public Optional<Boolean> streamInPath() {
      return target.stream();
    }
  }

  /** Count the tokens of a request. */
  record CountTokens(Protocol protocol, RequestTarget target) implements Route {
    @Override
    public Optional<String> modelInPath() {
      return target.model();
    }
  }

  /** Embed texts, OpenAI's way. */
  record Embed(Optional<String> modelInPath) implements Route {
    @Override
    public Protocol protocol() {
      return Protocol.CHAT;
    }
  }

  /**
   * Embed contents, Gemini's way.
   *
   * @param batch several at once
   */
  record EmbedContent(String model, boolean batch) implements Route {
    @Override
    public Protocol protocol() {
      return Protocol.GEMINI;
    }

    @Override
    public Optional<String> modelInPath() {
      return Optional.of(model);
    }
  }

  /** List the models, or tell of the one that is named. */
  record Models(Protocol protocol, Optional<String> id) implements Route {}

  /** One of OpenAI's other operations. */
  record Other(Kind kind, Optional<String> modelInPath) implements Route {
    /** The operations. */
    enum Kind {
      COMPLETIONS,
      MODERATIONS,
      IMAGES,
      SPEECH,
      TRANSCRIPTIONS,
      RERANK
    }

    @Override
    public Protocol protocol() {
      return Protocol.CHAT;
    }
  }

  /**
   * No such path.
   *
   * @param otherMethod whether another method would do
   */
  record Unknown(Protocol protocol, boolean otherMethod) implements Route {}
}
