package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.eventstream.Frames;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that leave in the middle of a stream that comes in frames of AWS. */
final class BedrockAbortTest {
  private static final String MODEL = "amazon.nova-pro-v1:0";
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\n\r\n";
  private static final String BEGUN =
      """
      event: messageStart
      data: {"role":"assistant"}

      event: contentBlockDelta
      data: {"contentBlockIndex":0,"delta":{"text":"Herons nest"}}

      event: contentBlockDelta
      data: {"contentBlockIndex":0,"delta":{"text":" in tall trees"}}

      """;

  @ParameterizedTest
  @EnumSource
  @DisplayName("D02 a client that resets a stream of frames")
  void theCallIsClosedAndWhatCameIsRecorded(ClientApi api) {
    Buffer begun = Buffer.buffer(HEAD).appendBytes(Frames.of(BEGUN));
    try (RawUpstream upstream =
            RawUpstream.of(new Act.ReadRequest(), new Act.Write(begun), new Act.AwaitClose());
        RunningGateway gateway = new RunningGateway(config(upstream), SimulatorOptions.standard());
        RawClient client = new RawClient(gateway.port())) {
      client.send(
          RawClient.post(api.path(MODEL, true), api.body(MODEL, true))
              .replaceFirst("\r\n", "\r\nx-request-id: left\r\n"));
      client.readUntil("tall trees");

      client.reset();

      assertThat(upstream.closed(0)).as("its connection").isNotNull();
      RequestRecord record = gateway.record("left");
      assertThat(record.ending().status()).isEqualTo(499);
      Bill bill = record.attempts().getLast().bill();
      assertThat(bill.charge()).isEqualTo(Bill.Charge.ESTIMATED);
      assertThat(bill.tokens().input()).isPositive();
      assertThat(bill.tokens().output()).isBetween(3L, 12L);
      assertThat(upstream.connections()).as("nobody is asked again").isEqualTo(1);
    }
  }

  private static String config(RawUpstream upstream) {
    return """
    [[providers]]
    id = "bedrock"
    provider_type = "bedrock"
    region = "eu-central-1"
    access_key_id = "AKIDEXAMPLE"
    secret_access_key = "the-secret-of-aws"
    endpoint = "%s"
    models = ["%s"]
    """
        .formatted(upstream.origin(), MODEL);
  }
}
