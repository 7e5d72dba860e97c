package dev.signalbox.gateway.e2e;

import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/** Answers as a provider of each API would send them. */
final class ScriptedAnswers {
  private static final WireFormats FORMATS = new WireFormats(new SignatureSeal(new byte[32]));

  private ScriptedAnswers() {}

  static Reply text(String text) {
    return reply(StopReason.END, Part.Text.of(text));
  }

  static Reply cut(String text) {
    return reply(StopReason.MAX_TOKENS, Part.Text.of(text));
  }

  static Reply call(String arguments) {
    return reply(StopReason.TOOL_CALLS, Part.ToolCall.of("call_1", "count", arguments));
  }

  static Reply reply(StopReason stop, Part... parts) {
    return new Reply(
        "answer1",
        "m",
        1,
        List.of(new Choice(0, List.of(parts), stop, Optional.empty(), Extras.NONE)),
        Optional.of(Usage.of(7, 3)),
        Extras.NONE);
  }

  /** The answer of a provider of {@code api}. */
  static Step.Replay of(ClientApi api, Reply reply, boolean stream) {
    ClientFormat format = FORMATS.client(Protocol.valueOf(api.name()));
    ReplyFrame frame = new ReplyFrame("answer1", "", 1, true, StrictJson.object());
    if (!stream) {
      return new Step.Replay(
          200,
          "application/json",
          Buffer.buffer(StrictJson.toBytes(format.encodeReply(reply, frame, new Losses()))),
          List.of());
    }
    StreamBuffer out = new StreamBuffer();
    StreamEncoder encoder = format.streamEncoder(frame, new Losses());
    ReplyUnfold.unfold(reply, event -> encoder.accept(event, out));
    return new Step.Replay(200, "text/event-stream", Buffer.buffer(out.take()), List.of(50));
  }
}
