package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.json.Fields;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a {@code GenerateContentRequest}. */
final class RequestReader {
  private static final String MODELS = "models/";

  private RequestReader() {}

  static Request read(ObjectNode body, RequestTarget target, SignatureSeal seal) {
    Fields fields = Fields.ofRequest(Names.camel(body), "");
    String model = model(fields, target);
    List<Turn> turns = new ContentsReader(seal).read(fields);
    if (fields.any("contents").isEmpty()) {
      throw fields.problem("contents", "is missing");
    }
    ObjectNode rest = StrictJson.object();
    Tooling tooling = ToolsReader.read(fields, rest);
    ConfigReader.Config config = ConfigReader.read(fields, rest);
    Labels labels = labels(fields);
    rest.setAll(fields.rest());
    // The mark says that the client speaks Gemini: its schemas may go out in the older form.
    Extras extras = rest.isEmpty() ? Nested.MARK : Extras.of(Protocol.GEMINI, rest);
    return new Request(
        model,
        target.stream().orElse(false),
        turns,
        tooling,
        config.sampling(),
        config.output(),
        labels,
        extras);
  }

  private static String model(Fields body, RequestTarget target) {
    Optional<String> inBody = body.text("model");
    String model =
        target
            .model()
            .or(() -> inBody)
            .orElseThrow(() -> body.problem("model", "is missing: it stands in the path"));
    return model.startsWith(MODELS) ? model.substring(MODELS.length()) : model;
  }

  private static Labels labels(Fields body) {
    return new Labels(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        body.text("serviceTier").map(tier -> tier.toLowerCase(Locale.ROOT)),
        Optional.empty());
  }
}
