package dev.signalbox.gateway.wire.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.chat.Dialects;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of requests, answers and streams that say much of what their format can say, in each
 * of the four formats, to the last field, event and loss.
 *
 * <p>Each file of {@code translations} has one of them and what it becomes. After a change that is
 * meant, {@code -Dtranslations.write=} with that folder writes the files anew; the difference is
 * what to look at. A request with {@code dialects} is written for each of them, too.
 */
final class TranslationsTest {
  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void becomesInEachFormatWhatItsFileSays(String name) throws IOException {
    ObjectNode file = StrictJson.parseObject(Files.readAllBytes(folder().resolve(name)));
    ObjectNode result = file.deepCopy();
    for (Protocol to : Protocol.values()) {
      result.withObject("/becomes").set(to.id(), translated(file, to));
    }
    if (file.has("dialects")) {
      Dialects.all().forEach(one -> result.withObject("/dialects").set(one.id(), said(file, one)));
    }
    seen(file).ifPresent(seen -> result.set("seen", seen));
    JsonNode made = StrictJson.parse(StrictJson.toBytes(result));
    String write = System.getProperty("translations.write");
    if (write != null) {
      Files.writeString(Path.of(write, name), made.toPrettyString() + "\n");
      return;
    }

    assertThat(made.toPrettyString()).isEqualTo(file.toPrettyString());
  }

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(TranslationsTest.class.getResource("translations")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode translated(ObjectNode file, Protocol to) {
    Losses losses = new Losses();
    ObjectNode result = StrictJson.object();
    try {
      if (file.path("request") instanceof ObjectNode request) {
        result.set("body", request(from(file), request, to, losses));
      } else if (file.path("answer") instanceof ObjectNode answer) {
        result.set("body", answer(from(file), answer, to, losses));
      } else {
        stream(file, to, losses).forEach(result.putArray("events")::add);
      }
    } catch (ProblemException e) {
      result.put("refused", e.problem().message());
    }
    return told(result, losses);
  }

  /** The request as one of the servers that speak OpenAI's format gets it. */
  private ObjectNode said(ObjectNode file, Dialect dialect) {
    Losses losses = new Losses();
    ObjectNode result = StrictJson.object();
    ProviderTarget target = new ProviderTarget("m", ModelTraits.UNKNOWN, dialect);
    try {
      ObjectNode body = (ObjectNode) file.path("request");
      Request request = formats.client(from(file)).decodeRequest(body, Targets.address(from(file)));
      result.set("body", formats.provider(Protocol.CHAT).encodeRequest(request, target, losses));
    } catch (ProblemException e) {
      result.put("refused", e.problem().message());
    }
    return told(result, losses);
  }

  private static ObjectNode told(ObjectNode result, Losses losses) {
    ArrayNode told = result.putArray("losses");
    losses
        .toList()
        .forEach(loss -> told.add("%s %s: %s".formatted(loss.kind(), loss.field(), loss.why())));
    return result;
  }

  private ObjectNode request(Protocol from, ObjectNode body, Protocol to, Losses losses) {
    Request request = formats.client(from).decodeRequest(body, Targets.address(from));
    return formats.provider(to).encodeRequest(request, Targets.provider(to), losses);
  }

  private ObjectNode answer(Protocol from, ObjectNode body, Protocol to, Losses losses) {
    Upstream upstream = Upstream.whole(formats.provider(from).decodeReply(body));
    return formats
        .client(to)
        .encodeReply(upstream.reply(), Delivery.frame(upstream.reply()), losses);
  }

  private Stream<String> stream(ObjectNode file, Protocol to, Losses losses) {
    Upstream upstream = Upstream.streamed(formats.provider(from(file)), events(file));
    byte[] bytes = new Delivery(formats.client(to)).bytes(upstream.events(), true, losses);
    return Stream.of(new String(bytes, StandardCharsets.UTF_8).split("(\r?\n){2}", 0));
  }

  /** What the watcher of the provider's format sees of an answer or a stream. */
  private Optional<ObjectNode> seen(ObjectNode file) {
    if (file.has("request")) {
      return Optional.empty();
    }
    ReplyWatch watch = formats.provider(from(file)).watch();
    if (file.has("answer")) {
      watch.acceptBody(file.path("answer"));
    } else {
      events(file).forEach(watch::accept);
    }
    ObjectNode seen = StrictJson.object();
    seen.put("model", watch.model().orElse(null));
    seen.put("usage", watch.usage().map(Object::toString).orElse(null));
    seen.put("problem", watch.problem().map(Object::toString).orElse(null));
    seen.put("started", watch.started());
    return Optional.of(seen.put("complete", watch.complete()));
  }

  /** Each event is its name and its data. */
  private static List<SseEvent> events(ObjectNode file) {
    List<SseEvent> events = new ArrayList<>();
    file.path("stream")
        .forEach(
            event ->
                events.add(
                    new SseEvent(
                        event.path(0).asText(),
                        event.path(1).isTextual()
                            ? event.path(1).textValue()
                            : StrictJson.toText(event.path(1)))));
    return events;
  }

  private static Protocol from(ObjectNode file) {
    return Stream.of(Protocol.values())
        .filter(protocol -> protocol.id().equals(file.path("from").asText()))
        .findFirst()
        .orElseThrow();
  }
}
