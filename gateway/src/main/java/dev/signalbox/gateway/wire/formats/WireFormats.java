package dev.signalbox.gateway.wire.formats;

import dev.signalbox.gateway.wire.anthropic.AnthropicClientFormat;
import dev.signalbox.gateway.wire.anthropic.AnthropicProviderFormat;
import dev.signalbox.gateway.wire.chat.ChatClientFormat;
import dev.signalbox.gateway.wire.chat.ChatProviderFormat;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.gemini.GeminiClientFormat;
import dev.signalbox.gateway.wire.gemini.GeminiProviderFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.responses.ResponsesClientFormat;
import dev.signalbox.gateway.wire.responses.ResponsesProviderFormat;

/** Both sides of every API format. Immutable and shared by all threads. */
public final class WireFormats {
  private final ClientFormat chatClient;
  private final ClientFormat responsesClient;
  private final ClientFormat anthropicClient;
  private final ClientFormat geminiClient;
  private final ProviderFormat chatProvider = new ChatProviderFormat();
  private final ProviderFormat responsesProvider = new ResponsesProviderFormat();
  private final ProviderFormat anthropicProvider = new AnthropicProviderFormat();
  private final ProviderFormat geminiProvider = new GeminiProviderFormat();

  /**
   * The formats of one installation.
   *
   * @param seal carries provider signatures through clients whose API has no place for them
   */
  public WireFormats(SignatureSeal seal) {
    this.chatClient = new ChatClientFormat(seal);
    this.responsesClient = new ResponsesClientFormat(seal);
    this.anthropicClient = new AnthropicClientFormat(seal);
    this.geminiClient = new GeminiClientFormat(seal);
  }

  /** The side of {@code protocol} that our clients see. */
  public ClientFormat client(Protocol protocol) {
    return switch (protocol) {
      case CHAT -> chatClient;
      case RESPONSES -> responsesClient;
      case ANTHROPIC -> anthropicClient;
      case GEMINI -> geminiClient;
    };
  }

  /** The side of {@code protocol} that providers see. */
  public ProviderFormat provider(Protocol protocol) {
    return switch (protocol) {
      case CHAT -> chatProvider;
      case RESPONSES -> responsesProvider;
      case ANTHROPIC -> anthropicProvider;
      case GEMINI -> geminiProvider;
    };
  }
}
