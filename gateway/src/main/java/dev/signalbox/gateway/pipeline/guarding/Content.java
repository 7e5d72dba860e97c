package dev.signalbox.gateway.pipeline.guarding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.guard.Guard;
import dev.signalbox.gateway.guard.Guarded;
import dev.signalbox.gateway.guard.Subject;
import dev.signalbox.gateway.wire.json.StrictJson;

/** How the texts of one kind of body are read and changed. Used by any thread. */
public interface Content {
  /** One strict JSON object. */
  Content JSON =
      new Content() {
        @Override
        public Guarded scanned(Guard guard, byte[] body, Subject subject) {
          return guard.prompt(body, subject);
        }

        @Override
        public JsonNode shown(byte[] body) {
          return StrictJson.parseObject(body);
        }

        @Override
        public byte[] changed(byte[] body, JsonNode shown) {
          return StrictJson.toBytes(shown);
        }
      };

  /** What {@code guard} makes of {@code body}. */
  Guarded scanned(Guard guard, byte[] body, Subject subject);

  /** What webhooks see of {@code body}: an object. */
  JsonNode shown(byte[] body);

  /**
   * {@code body} with what a webhook made of what it saw.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when it cannot be changed so
   */
  byte[] changed(byte[] body, JsonNode shown);
}
