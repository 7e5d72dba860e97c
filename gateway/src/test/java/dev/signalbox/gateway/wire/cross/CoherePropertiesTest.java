package dev.signalbox.gateway.wire.cross;

import static dev.signalbox.gateway.wire.cohere.CohereProviderFormat.COHERE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.random.Mutations;
import dev.signalbox.gateway.wire.random.RandomReplies;
import dev.signalbox.gateway.wire.random.RandomRequests;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import dev.signalbox.gateway.wire.rules.RequestRules;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every request to Cohere and every answer of it, whichever client asks. */
final class CoherePropertiesTest {
  private static final String MODEL = "command-a-03-2025";

  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));
  private final ProviderFormat cohere = formats.provider(COHERE);
  private final ProviderTrials trials = new ProviderTrials(formats, cohere);

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

  /** Answers with and without thinking. */
  @Provide
  Arbitrary<Reply> reply() {
    Arbitrary<Optional<String>> thought =
        Arbitraries.of("I think.", "Hm – ✓\n", "😀 then").optional(0.4);
    return Combinators.combine(RandomReplies.common(), thought)
        .as(
            (reply, text) ->
                ProviderTrials.thinking(reply, reply.id(), text.map(Part.Reasoning::of)));
  }

  @Provide
  Arbitrary<Recording> recording() {
    return Arbitraries.of(Recordings.own("cohere"));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenKeepsTheRulesOfTheApi(@ForAll("anyRequest") Request request) {
    assertThat(RequestRules.cohere().violations(trials.encoded(request, MODEL))).isEmpty();
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void aPlainConversationOfEveryClientSaysTheSame(
      @ForAll("client") Protocol client, @ForAll("commonRequest") Request request) {
    Request before = trials.asked(client, request, ProviderTrials.target(MODEL));

    assertThat(Transcript.of(read(trials.encoded(before, MODEL))))
        .isEqualTo(Transcript.of(request));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void streamedEqualsWhole(
      @ForAll("reply") Reply reply, @ForAll boolean planned, @ForAll long seed) {
    CohereAnswers answers = new CohereAnswers(reply, planned);

    Upstream streamed = Upstream.streamed(cohere, Upstream.events(answers.streamed(seed)));

    assertThat(EventContract.violations(streamed.events())).isEmpty();
    assertThat(streamed.problem()).isEmpty();
    assertThat(streamed.reply()).isEqualTo(cohere.decodeReply(answers.whole()));
    assertThat(streamed.reply().choices()).isEqualTo(reply.choices());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void theSdkOfEveryClientReadsWhatTheAnswerSays(
      @ForAll("client") Protocol client,
      @ForAll("reply") Reply reply,
      @ForAll boolean planned,
      @ForAll long seed) {
    CohereAnswers answers = new CohereAnswers(reply, planned);
    Delivery delivery = new Delivery(formats.client(client));

    assertThat(delivery.whole(Upstream.whole(cohere.decodeReply(answers.whole())))).isEmpty();
    assertThat(
            delivery.streamed(Upstream.streamed(cohere, Upstream.events(answers.streamed(seed)))))
        .isEmpty();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyCutOfTheBytesGivesTheSameEvents(
      @ForAll("reply") Reply reply, @ForAll boolean planned, @ForAll long seed) {
    byte[] bytes = new CohereAnswers(reply, planned).streamed(seed);
    List<SseEvent> cut = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(8 << 20);
    new Mutations(seed).cut(bytes, 5).forEach(piece -> decoder.accept(piece, cut::add));
    decoder.end(cut::add);

    assertThat(Upstream.streamed(cohere, cut))
        .isEqualTo(Upstream.streamed(cohere, Upstream.events(bytes)));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void damagedAnswersFailOrReachEveryClientInOrder(
      @ForAll("recording") Recording recording, @ForAll long seed) {
    trials.damage(recording, seed);
  }

  /** Messages and tools of this API are those of Chat, but for plans and thinking. */
  private Request read(ObjectNode body) {
    ObjectNode chat = StrictJson.object().put("model", "m");
    ArrayNode messages = chat.putArray("messages");
    for (JsonNode message : body.path("messages")) {
      ObjectNode copy = message.deepCopy();
      JsonNode plan = copy.remove("tool_plan");
      if (plan != null) {
        copy.set("content", plan);
      }
      messages.add(copy);
    }
    if (body.has("tools")) {
      chat.set("tools", body.path("tools"));
    }
    return formats.client(Protocol.CHAT).decodeRequest(chat, Targets.address(Protocol.CHAT));
  }
}
