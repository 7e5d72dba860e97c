package dev.signalbox.gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.types.CountTokensResponse;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counting tokens, both sides. */
final class GeminiCountTokensTest {
  private final GeminiCountTokens format = new GeminiCountTokens(Samples.SEAL);

  @Test
  void readsBothFormsOfARequest() {
    List<Turn> turns = List.of(Turn.of(Role.USER, List.of(Part.Text.of("hi"))));

    assertThat(
            format
                .decodeRequest(
                    Samples.json("{'contents':[{'parts':[{'text':'hi'}]}]}"), Samples.PATH)
                .turns())
        .isEqualTo(turns);
    assertThat(
            format
                .decodeRequest(
                    Samples.json(
                        "{'generate_content_request':{'model':'models/x',"
                            + "'contents':[{'parts':[{'text':'hi'}]}]}}"),
                    Samples.PATH)
                .turns())
        .isEqualTo(turns);
    assertThatThrownBy(
            () ->
                format.decodeRequest(
                    Samples.json("{'generateContentRequest':{},'contents':[]}"), Samples.PATH))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void writesARequestWithItsModel() {
    Request request = Samples.decode("{'contents':[{'parts':[{'text':'hi'}]}]}");

    assertThat(
            format.encodeRequest(
                request, Samples.target(ModelTraits.Thinking.BUDGET), new Losses()))
        .isEqualTo(
            Samples.json(
                "{'generateContentRequest':{'model':'models/gemini-2.5-flash',"
                    + "'contents':[{'role':'user','parts':[{'text':'hi'}]}]}}"));
  }

  @Test
  void writesAnAnswerTheOfficialSdkReadsAndReadsItBack() {
    CountTokensResponse response =
        CountTokensResponse.fromJson(StrictJson.toText(format.encodeReply(12)));

    assertThat(response.totalTokens()).contains(12);
    assertThat(format.decodeReply(format.encodeReply(12))).isEqualTo(12);
    assertThatThrownBy(() -> format.decodeReply(Samples.json("{}")))
        .isInstanceOf(ProblemException.class);
  }
}
