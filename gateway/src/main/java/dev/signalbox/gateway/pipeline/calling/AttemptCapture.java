package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.analytics.capture.Stage;
import dev.signalbox.gateway.exchange.Capture;
import dev.signalbox.gateway.exchange.RequestRecords;
import dev.signalbox.gateway.wire.model.Losses;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** What one attempt sent and got, where that is kept. Lives on one event loop. */
final class AttemptCapture {
  private final Optional<Capture> capture;
  private Optional<Capture.Part> sent = Optional.empty();
  private Optional<Capture.Part> got = Optional.empty();

  AttemptCapture(Optional<Capture> capture) {
    this.capture = capture;
  }

  /** Notes what goes to the provider, and what of the client's request does not. */
  void sends(byte[] body, Losses losses) {
    sent =
        capture.map(
            into ->
                into.part(Stage.PROVIDER_REQUEST)
                    .add(Buffer.buffer(body))
                    .without(losses.toList().stream().map(RequestRecords::shortForm).toList()));
  }

  /** Notes what came from the provider. */
  void gets(Buffer bytes, String contentType) {
    if (capture.isPresent()) {
      Capture.Part part =
          got.orElseGet(() -> capture.get().part(Stage.PROVIDER_ANSWER).of(contentType));
      got = Optional.of(part.add(bytes));
    }
  }

  /** Notes which of the request's attempts it was. */
  void was(int number) {
    sent.ifPresent(part -> part.belongsTo(number));
    got.ifPresent(part -> part.belongsTo(number));
  }
}
