package dev.signalbox.gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Sampling;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading the settings of Gemini requests. */
final class GeminiSettingsTest {
  private static Request with(String fields) {
    return Samples.decode(
        "{'contents':[{'role':'user','parts':[{'text':'hi'}]}],%s}".formatted(fields));
  }

  @Test
  void keepsTemperatureZero() {
    assertThat(with("'generationConfig':{'temperature':0}").sampling().temperature())
        .contains(BigDecimal.ZERO);
    JsonNode body = Samples.encode(with("'generationConfig':{'temperature':0}"), new Losses());
    assertThat(body.path("generationConfig")).isEqualTo(Samples.json("{'temperature':0}"));
  }

  @Test
  void readsEverySamplingField() {
    Sampling sampling =
        with("'generationConfig':{'temperature':0.2,'topP':0.9,'topK':40,'frequencyPenalty':0.5,"
                + "'presencePenalty':-0.5,'stopSequences':['a','b'],'seed':7,'candidateCount':2,"
                + "'responseLogprobs':true,'logprobs':3}")
            .sampling();

    assertThat(sampling)
        .isEqualTo(
            new Sampling(
                Optional.of(new BigDecimal("0.2")),
                Optional.of(new BigDecimal("0.9")),
                Optional.of(new BigDecimal("40")),
                Optional.of(new BigDecimal("0.5")),
                Optional.of(new BigDecimal("-0.5")),
                List.of("a", "b"),
                Optional.of(7L),
                Optional.of(2),
                Optional.of(true),
                Optional.of(3),
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, false,",
    "-1, true,",
    "1024, true, 1024",
  })
  void readsThinkingBudgets(int budget, boolean enabled, @Nullable Integer tokens) {
    ReasoningRequest reasoning =
        with("'generationConfig':{'thinkingConfig':{'thinkingBudget':%d}}".formatted(budget))
            .output()
            .reasoning();

    assertThat(reasoning.enabled()).contains(enabled);
    assertThat(reasoning.budgetTokens()).isEqualTo(Optional.ofNullable(tokens));
  }

  @ParameterizedTest
  @CsvSource({"LOW, low", "high, high", "MINIMAL, minimal"})
  void readsThinkingLevels(String level, String effort) {
    assertThat(
            with("'generationConfig':{'thinkingConfig':{'thinkingLevel':'%s'}}".formatted(level))
                .output()
                .reasoning()
                .effort())
        .contains(effort);
  }

  @ParameterizedTest
  @CsvSource({
    "'{''mode'':''NONE''}', None[]",
    "'{''mode'':''auto''}', Auto[]",
    "'{''mode'':1}', Auto[]",
    "'{''mode'':''ANY''}', Any[]",
    "'{''mode'':2,''allowedFunctionNames'':[''f'']}', Named[name=f]",
    "'{''mode'':''ANY'',''allowedFunctionNames'':[''f'',''g'']}', 'Allowed[names=[f, g], required=true]'",
    "'{''mode'':''VALIDATED'',''allowedFunctionNames'':[''f'']}', 'Allowed[names=[f], required=false]'",
  })
  void readsToolChoices(String config, String choice) {
    assertThat(
            with("'toolConfig':{'functionCallingConfig':%s}".formatted(config)).tooling().choice())
        .map(String::valueOf)
        .contains(choice);
  }

  @Test
  void keepsWhatOnlyGeminiKnowsUnderItsFullName() {
    Request request =
        with(
            "'safetySettings':[{'category':'C'}],'cachedContent':'c','labels':{'a_b':'c'},"
                + "'generationConfig':{'responseModalities':['TEXT'],'speechConfig':{'a':1},"
                + "'thinkingConfig':{'new':1}},"
                + "'toolConfig':{'retrievalConfig':{'languageCode':'en'},"
                + "'functionCallingConfig':{'mode':'VALIDATED'}}");

    assertThat(request.extras())
        .isEqualTo(
            Extras.of(
                Protocol.GEMINI,
                Samples.json(
                    "{'toolConfig.functionCallingConfig.mode':'VALIDATED',"
                        + "'toolConfig.retrievalConfig':{'languageCode':'en'},"
                        + "'generationConfig.thinkingConfig.new':1,"
                        + "'generationConfig.responseModalities':['TEXT'],"
                        + "'generationConfig.speechConfig':{'a':1},"
                        + "'safetySettings':[{'category':'C'}],'cachedContent':'c',"
                        + "'labels':{'a_b':'c'}}")));
    JsonNode again = Samples.encode(request, new Losses());
    assertThat(again.path("generationConfig"))
        .isEqualTo(
            Samples.json(
                "{'responseModalities':['TEXT'],'speechConfig':{'a':1},"
                    + "'thinkingConfig':{'new':1}}"));
    assertThat(again.path("toolConfig").path("retrievalConfig").path("languageCode").asText())
        .isEqualTo("en");
  }

  @Test
  void readsResponseSchemasOfBothForms() {
    ResponseFormat expected =
        new ResponseFormat.JsonSchema(
            "response",
            Optional.empty(),
            Samples.json("{'type':['object','null'],'properties':{'a':{'type':'string'}}}"),
            Optional.empty());

    assertThat(
            with("'generationConfig':{'responseMimeType':'application/json','responseSchema':"
                    + "{'type':'OBJECT','nullable':true,'properties':{'a':{'type':1}}}}")
                .output()
                .format())
        .contains(expected);
    assertThat(
            with("'generationConfig':{'responseMimeType':'application/json','responseJsonSchema':"
                    + "{'type':['object','null'],'properties':{'a':{'type':'string'}}}}")
                .output()
                .format())
        .contains(expected);
    assertThat(with("'generationConfig':{'responseMimeType':'application/json'}").output().format())
        .contains(new ResponseFormat.JsonObject());
  }

  @Test
  void keepsAnAnswerFormOnlyGeminiKnows() {
    String config =
        "{'responseMimeType':'text/x.enum','responseSchema':{'type':'STRING','enum':['a']}}";
    Request request = with("'generationConfig':%s".formatted(config));

    assertThat(request.output().format()).isEmpty();
    assertThat(Samples.encode(request, new Losses()).path("generationConfig"))
        .isEqualTo(Samples.json(config));
  }
}
