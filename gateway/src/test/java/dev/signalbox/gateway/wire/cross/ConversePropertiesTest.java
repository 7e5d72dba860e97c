package dev.signalbox.gateway.wire.cross;

import static dev.signalbox.gateway.wire.bedrock.ConverseProviderFormat.CONVERSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.eventstream.EventStreamText;
import dev.signalbox.gateway.wire.eventstream.Frames;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.random.RandomReplies;
import dev.signalbox.gateway.wire.random.RandomRequests;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import dev.signalbox.gateway.wire.rules.RequestRules;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every request to Bedrock and every answer of it, whichever client asks. */
final class ConversePropertiesTest {
  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));
  private final ProviderFormat converse = formats.provider(CONVERSE);
  private final ProviderTrials trials = new ProviderTrials(formats, converse);

  @Provide
  Arbitrary<Request> anyRequest() {
    return RandomRequests.any();
  }

  @Provide
  Arbitrary<Request> commonRequest() {
    return RandomRequests.common();
  }

  @Provide
  Arbitrary<Protocol> client() {
    return Arbitraries.of(Protocol.class);
  }

  @Provide
  Arbitrary<String> model() {
    return Arbitraries.of(
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "amazon.nova-pro-v1:0",
        "meta.llama4-maverick-17b-instruct-v1:0");
  }

  /** Answers with and without thinking, signed and not. */
  @Provide
  Arbitrary<Reply> reply() {
    Arbitrary<Optional<Part>> thought =
        Arbitraries.of("I think.", "Hm – ✓\n", "😀 then")
            .<Part>map(text -> new Part.Reasoning(text, signature(text), Extras.NONE))
            .optional(0.4);
    return Combinators.combine(RandomReplies.common(), thought)
        .as((reply, part) -> ProviderTrials.thinking(reply, "", part));
  }

  private static Optional<Signature> signature(String text) {
    return text.startsWith("I")
        ? Optional.empty()
        : Optional.of(new Signature(CONVERSE, Signature.Kind.SIGNED, "c2lnbmVk"));
  }

  @Provide
  Arbitrary<Recording> recording() {
    return Arbitraries.of(Recordings.own("bedrock"));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenKeepsTheRulesOfTheApi(
      @ForAll("anyRequest") Request request, @ForAll("model") String model) {
    ObjectNode body;
    try {
      body = trials.encoded(request, model);
    } catch (ProblemException e) {
      assertThat(e.problem().param()).contains("messages");
      return;
    }
    assertThat(RequestRules.converse().violations(body)).isEmpty();
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void aPlainConversationOfEveryClientSaysTheSame(
      @ForAll("client") Protocol client, @ForAll("commonRequest") Request request) {
    Request before = trials.asked(client, request, ProviderTrials.target("any"));

    Request after = read(trials.encoded(before, "meta.llama"));

    assertThat(Transcript.of(after).differences(Transcript.of(request))).isEmpty();
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void streamedEqualsWhole(@ForAll("reply") Reply reply, @ForAll long seed) {
    ConverseAnswers answers = new ConverseAnswers(reply);

    Upstream streamed = Upstream.streamed(converse, events(answers.streamed(seed)));

    assertThat(EventContract.violations(streamed.events())).isEmpty();
    assertThat(streamed.problem()).isEmpty();
    assertThat(streamed.reply()).isEqualTo(converse.decodeReply(answers.whole()));
    assertThat(streamed.reply().choices()).isEqualTo(reply.choices());
    assertThat(streamed.reply().usage().map(Usage::output))
        .isEqualTo(reply.usage().map(Usage::output));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void theSdkOfEveryClientReadsWhatTheAnswerSays(
      @ForAll("client") Protocol client, @ForAll("reply") Reply reply, @ForAll long seed) {
    ConverseAnswers answers = new ConverseAnswers(reply);
    Delivery delivery = new Delivery(formats.client(client));

    assertThat(delivery.whole(Upstream.whole(converse.decodeReply(answers.whole())))).isEmpty();
    assertThat(delivery.streamed(Upstream.streamed(converse, events(answers.streamed(seed)))))
        .isEmpty();
  }

  /** The watch, which parses little, tells the same as the decoder. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void theWatchSeesTheFiguresAndTheEnd(@ForAll("reply") Reply reply, @ForAll long seed) {
    ConverseAnswers answers = new ConverseAnswers(reply);
    ReplyWatch streamed = converse.watch();
    ReplyWatch whole = converse.watch();

    events(answers.streamed(seed)).forEach(streamed::accept);
    whole.acceptBody(answers.whole());

    assertThat(streamed.usage()).isEqualTo(converse.decodeReply(answers.whole()).usage());
    assertThat(whole.usage()).isEqualTo(streamed.usage());
    assertThat(streamed.complete()).isTrue();
    assertThat(streamed.over()).isTrue();
    assertThat(streamed.stops()).isEqualTo(whole.stops());
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void damagedAnswersFailOrReachEveryClientInOrder(
      @ForAll("recording") Recording recording, @ForAll long seed) {
    trials.damage(recording, seed);
  }

  /** Through the frames, so that these are part of what is tried. */
  private static List<SseEvent> events(String sse) {
    EventStreamText text = new EventStreamText(8 << 20, UnaryOperator.identity());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text.accept(Frames.of(sse)));
    text.end();
    return Upstream.events(out.toByteArray());
  }

  /** Blocks of this API are those of Anthropic under other names. */
  private Request read(ObjectNode body) {
    ObjectNode asked = StrictJson.object().put("model", "m").put("max_tokens", 9);
    asked.set("system", blocks(body.path("system")));
    ArrayNode messages = asked.putArray("messages");
    for (JsonNode message : body.path("messages")) {
      ObjectNode copy = messages.addObject().put("role", message.path("role").asText());
      copy.set("content", blocks(message.path("content")));
    }
    for (JsonNode tool : body.path("toolConfig").path("tools")) {
      ObjectNode copy = asked.withArray("tools").addObject();
      copy.setAll((ObjectNode) tool.path("toolSpec"));
      copy.set("input_schema", copy.remove("inputSchema").path("json"));
    }
    return formats
        .client(Protocol.ANTHROPIC)
        .decodeRequest(asked, Targets.address(Protocol.ANTHROPIC));
  }

  private static ArrayNode blocks(JsonNode blocks) {
    ArrayNode all = StrictJson.object().arrayNode();
    blocks.forEach(block -> all.add(block(block)));
    return all;
  }

  private static ObjectNode block(JsonNode block) {
    ObjectNode copy = StrictJson.object();
    JsonNode call = block.path("toolUse");
    JsonNode result = block.path("toolResult");
    if (block.has("text")) {
      copy.put("type", "text").set("text", block.path("text"));
    } else if (call.isObject()) {
      copy.put("type", "tool_use").put("id", call.path("toolUseId").asText());
      copy.put("name", call.path("name").asText()).set("input", call.path("input"));
    } else if (result.isObject()) {
      copy.put("type", "tool_result").put("tool_use_id", result.path("toolUseId").asText());
      copy.set("content", blocks(result.path("content")));
    } else {
      media(block, copy);
    }
    return copy;
  }

  private static void media(JsonNode block, ObjectNode copy) {
    String kind = block.has("image") ? "image" : "document";
    JsonNode media = block.path(kind);
    String bytes = media.path("source").path("bytes").asText();
    copy.put("type", kind);
    ObjectNode source = copy.putObject("source");
    if (media.path("format").asText().equals("txt")) {
      source.put("type", "text").put("media_type", "text/plain");
      source.put("data", new String(Base64.getDecoder().decode(bytes), StandardCharsets.UTF_8));
    } else {
      String type =
          Map.of("pdf", "application/pdf")
              .getOrDefault(
                  media.path("format").asText(), "image/" + media.path("format").asText());
      source.put("type", "base64").put("media_type", type).put("data", bytes);
    }
  }
}
