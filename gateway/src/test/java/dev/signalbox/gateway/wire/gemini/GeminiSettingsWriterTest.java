package dev.signalbox.gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** Writing the settings of any client for Gemini. */
final class GeminiSettingsWriterTest {
  private final Losses losses = new Losses();

  private static Request request(Sampling sampling, OutputSpec output) {
    List<Turn> turns = List.of(Turn.of(Role.USER, List.of(Part.Text.of("x"))));
    return new Request("m", false, turns, Tooling.NONE, sampling, output, Labels.NONE, Extras.NONE);
  }

  private List<String> lost() {
    return losses.toList().stream().map(loss -> loss.kind() + " " + loss.field()).toList();
  }

  @Test
  void writesEverySettingOrTellsIt() {
    Sampling sampling =
        new Sampling(
            Optional.of(new BigDecimal("0")),
            Optional.of(new BigDecimal("0.5")),
            Optional.of(new BigDecimal("3")),
            Optional.of(new BigDecimal("0.1")),
            Optional.of(new BigDecimal("0.2")),
            List.of("1", "2", "3", "4", "5", "6"),
            Optional.of(5_000_000_000L),
            Optional.of(2),
            Optional.of(true),
            Optional.of(3),
            Optional.of(Samples.json("{'1':2}")));
    OutputSpec output =
        new OutputSpec(
            Optional.of(100),
            Optional.of(
                new ResponseFormat.JsonSchema(
                    "n",
                    Optional.of("what"),
                    Samples.json("{'type':'object'}"),
                    Optional.of(true))),
            ReasoningRequest.NONE,
            Optional.of("low"));
    JsonNode config = Samples.encode(request(sampling, output), losses).path("generationConfig");

    assertThat(config)
        .isEqualTo(
            Samples.json(
                "{'temperature':0,'topP':0.5,'topK':3,'frequencyPenalty':0.1,"
                    + "'presencePenalty':0.2,'stopSequences':['1','2','3','4','5'],"
                    + "'seed':705032704,'candidateCount':2,'responseLogprobs':true,'logprobs':3,"
                    + "'maxOutputTokens':100,'responseMimeType':'application/json',"
                    + "'responseJsonSchema':{'type':'object','description':'what'}}"));
    assertThat(lost())
        .containsExactly("ADAPTED stop", "ADAPTED seed", "DROPPED logit_bias", "DROPPED verbosity");
  }

  @Test
  void leavesOutWhatTheModelDoesNotAccept() {
    Sampling sampling =
        new Sampling(
            Optional.of(BigDecimal.ONE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of("x"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    ModelTraits traits =
        new ModelTraits(
            OptionalInt.empty(),
            ModelTraits.MaxTokensParam.MAX_TOKENS,
            false,
            false,
            false,
            ModelTraits.Thinking.NONE);
    JsonNode body =
        Samples.PROVIDER.encodeRequest(
            request(sampling, OutputSpec.NONE),
            new ProviderTarget("m", traits, Dialect.OPENAI),
            losses);

    assertThat(body.has("generationConfig")).isFalse();
    assertThat(lost()).containsExactly("DROPPED temperature", "DROPPED stop");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "BUDGET, false, -, -, 0, -, 0",
        "BUDGET, true, -, -, -1, -, 0",
        "BUDGET, true, -, 500, 500, -, 0",
        "BUDGET, -, low, -, 1024, -, 0",
        "BUDGET, -, medium, -, 8192, -, 0",
        "BUDGET, -, high, -, 24576, -, 0",
        "BUDGET, -, none, -, 0, -, 0",
        "BUDGET, -, max, -, 24576, -, 1",
        "LEVEL, -, low, -, -, LOW, 0",
        "LEVEL, -, minimal, -, -, MINIMAL, 0",
        "LEVEL, -, xhigh, -, -, HIGH, 1",
        "LEVEL, false, -, -, -, MINIMAL, 1",
        "LEVEL, true, -, 500, 500, -, 0",
        "LEVEL, -, high, 500, -, HIGH, 1",
        "NONE, true, high, 500, -, -, 1",
      })
  void writesThinkingTheWayTheModelIsTold(ArgumentsAccessor row) {
    ModelTraits.Thinking kind = ModelTraits.Thinking.valueOf(row.getString(0));
    Integer budget = row.getInteger(4);
    String level = row.getString(5);
    ReasoningRequest asked =
        new ReasoningRequest(
            Optional.ofNullable(row.getBoolean(1)),
            Optional.ofNullable(row.getString(2)),
            Optional.ofNullable(row.getInteger(3)),
            Optional.empty(),
            Optional.empty());
    var config = StrictJson.object();
    ThinkingWriter.write(asked, kind, losses, config);

    var expected = StrictJson.object();
    if (budget != null) {
      expected.putObject("thinkingConfig").put("thinkingBudget", budget);
    }
    if (level != null) {
      expected.putObject("thinkingConfig").put("thinkingLevel", level);
    }
    assertThat(config).isEqualTo(expected);
    assertThat(losses.toList()).hasSize(row.getInteger(6));
  }

  @Test
  void asksForThoughtsWhereASummaryWasAskedFor() {
    var config = StrictJson.object();
    ReasoningRequest asked =
        new ReasoningRequest(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("auto"),
            Optional.empty());
    ThinkingWriter.write(asked, ModelTraits.Thinking.BUDGET, losses, config);

    assertThat(config).isEqualTo(Samples.json("{'thinkingConfig':{'includeThoughts':true}}"));
    assertThat(losses.isEmpty()).isTrue();
  }
}
