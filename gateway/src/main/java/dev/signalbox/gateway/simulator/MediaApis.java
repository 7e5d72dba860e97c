package dev.signalbox.gateway.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.model.TinyMedia;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Answers the paths for images and audio. */
record MediaApis(Clock clock) {
  private static final int MAX_IMAGES = 10;

  Answer images(Received received) {
    Optional<Multipart> form = Multipart.of(received);
    Optional<Fields> fields =
        form.isPresent()
            ? Optional.empty()
            : Optional.of(Fields.ofRequest(StrictJson.parseObject(received.body().getBytes()), ""));
    String prompt =
        fields
            .map(body -> body.requiredText("prompt"))
            .orElseGet(() -> form.flatMap(f -> f.value("prompt")).orElse(""));
    int count = fields.flatMap(body -> body.integer("n")).orElse(1);
    ObjectNode answer = StrictJson.object().put("created", clock.instant().getEpochSecond());
    ArrayNode data = answer.putArray("data");
    for (int i = 0; i < Math.clamp(count, 1, MAX_IMAGES); i++) {
      byte[] png = TinyMedia.png(prompt + " " + i);
      data.addObject().put("b64_json", Base64.getEncoder().encodeToString(png));
    }
    return Answer.json(200, answer);
  }

  Answer speech(ObjectNode body) {
    String input = Fields.ofRequest(body, "").requiredText("input");
    return Answer.bytes(200, "audio/wav", Buffer.buffer(TinyMedia.wav(input)));
  }

  Answer transcription(Received received) {
    Multipart form =
        Multipart.of(received)
            .orElseThrow(
                () ->
                    Problem.of(
                            ProblemKind.INVALID_REQUEST,
                            "the body must be `multipart/form-data` with a `file`")
                        .toException());
    Multipart.Section file =
        form.sections().stream()
            .filter(section -> section.name().equals("file"))
            .findFirst()
            .orElseThrow(() -> Problem.invalid("file", "`file` is missing").toException());
    String text =
        "[simulated] A recording of %d bytes%s."
            .formatted(
                file.content().length(), file.fileName().map(name -> " named " + name).orElse(""));
    boolean plain =
        form.value("response_format").filter(List.of("text", "srt", "vtt")::contains).isPresent();
    return plain
        ? Answer.bytes(200, "text/plain; charset=utf-8", Buffer.buffer(text + "\n"))
        : Answer.json(200, StrictJson.object().put("text", text));
  }
}
