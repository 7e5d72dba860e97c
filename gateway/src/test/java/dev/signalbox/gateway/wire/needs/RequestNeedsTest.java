package dev.signalbox.gateway.wire.needs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.Capability;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestNeedsTest {
  @Test
  void readsThePlainestRequest() {
    RequestNeeds needs = needs("{'model':'m','messages':[{'role':'user','content':'abcdefgh'}]}");

    // Four tokens for the turn; eight letters and two quotation marks are three.
    assertThat(needs)
        .isEqualTo(
            new RequestNeeds(
                Set.of(),
                7,
                false,
                OptionalLong.empty(),
                false,
                false,
                false,
                false,
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://a/b'}}]}]} | VISION
          {'input':[{'role':'user','content':[{'type':'input_image','image_url':'data:image/png;base64,AA'}]}]} | VISION
          {'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AA'}}]}]} | VISION
          {'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'AA'}}]}]} | VISION
          {'contents':[{'parts':[{'inline_data':{'mime_type':'audio/wav','data':'AA'}}]}]} | AUDIO_IN
          {'contents':[{'parts':[{'fileData':{'mimeType':'video/mp4','fileUri':'gs://a'}}]}]} | VIDEO_IN
          {'messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'AA','format':'wav'}}]}]} | AUDIO_IN
          {'messages':[{'role':'user','content':[{'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'AA'}}]}]} | PDF
          {'messages':[{'role':'user','content':[{'type':'file','file':{'file_data':'data:application/pdf;base64,AA'}}]}]} | PDF
          {'messages':[],'tools':[{'type':'function','function':{'name':'f'}}]} | TOOLS
          {'contents':[],'tools':[{'functionDeclarations':[{'name':'f'}]}]} | TOOLS
          {'messages':[],'response_format':{'type':'json_schema','json_schema':{'name':'a','schema':{}}}} | JSON_SCHEMA
          {'input':'a','text':{'format':{'type':'json_schema','name':'a','schema':{}}}} | JSON_SCHEMA
          {'messages':[],'output_config':{'format':{'type':'json_schema','schema':{}}}} | JSON_SCHEMA
          {'contents':[],'generationConfig':{'responseSchema':{'type':'OBJECT'}}} | JSON_SCHEMA
          {'messages':[],'reasoning_effort':'high'} | REASONING
          {'input':'a','reasoning':{'effort':'low'}} | REASONING
          {'messages':[],'thinking':{'type':'enabled','budget_tokens':1024}} | REASONING
          {'contents':[],'generationConfig':{'thinkingConfig':{'thinkingBudget':-1}}} | REASONING
          """)
  void seesWhatTheModelMustBeAbleToDo(String body, Capability capability) {
    assertThat(needs(body).capabilities()).containsExactly(capability);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'messages':[],'tools':[]}",
        "{'messages':[],'tools':null}",
        "{'messages':[],'reasoning_effort':'none'}",
        "{'messages':[],'thinking':{'type':'disabled'}}",
        "{'contents':[],'generationConfig':{'thinkingConfig':{'thinkingBudget':0}}}",
        "{'messages':[],'response_format':{'type':'json_object'}}",
        "{'messages':[{'role':'user','content':'{\\\"type\\\":\\\"image\\\"}'}]}",
        "{'messages':[{'content':[{'type':'tool_use','id':'a','input':{'type':'image'}}]}]}",
        "{'contents':[{'parts':[{'functionCall':{'name':'f','args':{'mimeType':'image/png'}}}]}]}",
        "{'metadata':{'type':'image'},'messages':[]}",
        "{'messages':[{'content':[{'type':'document','source':{'type':'text','data':'a'}}]}]}"
      })
  void takesNothingElseForANeed(String body) {
    assertThat(needs(body).capabilities()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'messages':[],'max_tokens':5} | 5
          {'messages':[],'max_completion_tokens':6} | 6
          {'input':'a','max_output_tokens':7} | 7
          {'contents':[],'generationConfig':{'maxOutputTokens':8}} | 8
          {'messages':[],'max_tokens':99999999999999999999} | 9223372036854775807
          """)
  void readsTheLimitOfTheAnswer(String body, long limit) {
    assertThat(needs(body).maxOutputTokens()).hasValue(limit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'messages':[],'metadata':{'user_id':'s'}}",
        "{'messages':[],'prompt_cache_key':'s'}",
        "{'input':'a','previous_response_id':'s'}",
        "{'input':'a','conversation':'s'}"
      })
  void readsWhatTheConversationIsCalled(String body) {
    assertThat(needs(body).session()).hasValue("s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'messages':[{'content':[{'type':'thinking','thinking':'a','signature':'b'}]}]}",
        "{'input':[{'type':'reasoning','encrypted_content':'b'}]}",
        "{'contents':[{'parts':[{'text':'a','thoughtSignature':'b'}]}]}"
      })
  void seesWhatOnlyItsProviderCanRead(String body) {
    assertThat(needs(body).signed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'messages':[{'content':[{'type':'thinking','thinking':'a','signature':'sb1_AA'}]}]}",
        "{'messages':[{'role':'tool','tool_call_id':'sb1_AA','content':'b'}]}",
        "{'contents':[{'parts':[{'text':'a','thoughtSignature':'sb1_AA'}]}]}"
      })
  void seesWhatWeSealed(String body) {
    assertThat(needs(body).sealed()).isTrue();
    assertThat(needs(body.replace("sb1_", "sb1")).sealed()).isFalse();
  }

  @Test
  void seesSettingsThatSomeModelsRefuse() {
    RequestNeeds set = needs("{'messages':[],'temperature':0,'stop':['a']}");
    RequestNeeds gemini = needs("{'contents':[],'generationConfig':{'stopSequences':['a']}}");
    RequestNeeds unset = needs("{'messages':[],'temperature':null}");

    assertThat(set.temperature()).isTrue();
    assertThat(set.stop()).isTrue();
    assertThat(gemini.stop()).isTrue();
    assertThat(unset.temperature()).isFalse();
  }

  @Test
  void countsMediaByTheirKindAndNotByTheirBytes() {
    String data = "A".repeat(1_000_000);

    RequestNeeds needs =
        needs(
            "{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'"
                + data
                + "'}}]}]}");

    assertThat(needs.inputTokens()).isBetween(1_000L, 1_010L);
  }

  @Test
  void weighsScriptsAsTheEstimateDoes() {
    long cyrillic = needs("{'input':'" + "привет".repeat(100) + "'}").inputTokens();
    long chinese = needs("{'input':'" + "你好".repeat(100) + "'}").inputTokens();

    assertThat(cyrillic).isEqualTo(301); // half a token a letter, and two quotation marks
    assertThat(chinese).isEqualTo(201); // a token a sign
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ab | 1", // with the quotation marks four quarters
        "abc | 2",
        "éééabc | 2",
        "ͰͰͰͰab | 3",
        "€€ab | 2",
        "ああああab | 5",
        "😀ab | 3"
      })
  void countsEachCharacterByItsFirstByteAndNothingBehindTheText(String text, long tokens) {
    assertThat(needs("{'input':'" + text + "'}").inputTokens()).isEqualTo(tokens);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'messages':[{'content':[{'source':{'media_type':'text/plain','data':'AAAAAAAAAA'}}]}]} | 3
          {'messages':[{'content':[{'source':{'data':'AAAAAAAAAA','media_type':'text/plain'}}]}]} | 3
          {'messages':[{'content':[{'source':{'media_type':'application/x','data':'AAAAAAAAAA'}}]}]} | 1
          {'input':'ab','tools':['ten bytes ']} | 4
          {'input':'ab','tools':{'a':[123456]}} | 5
          {'input':'ab','functions':[{'a':1234}]} | 4
          {'input':'ab','text':{'format':{'schema':{'a':123}}}} | 4
          {'messages':[{'content':[{'type':'tool_use','input':{'a':{'b':1}}}]}]} | 4
          """)
  void countsTextFilesToolsSchemasAndToolCallsByTheirBytes(String body, long tokens) {
    assertThat(needs(body).inputTokens()).isEqualTo(tokens);
  }

  @Test
  void looksIntoAnInputThatIsOneMessage() {
    RequestNeeds needs = needs("{'input':{'role':'user','content':[{'type':'input_image'}]}}");

    assertThat(needs.capabilities()).containsExactly(Capability.VISION);
  }

  @Test
  void aLimitOfNothingIsNone() {
    assertThat(needs("{'messages':[],'max_tokens':0}").maxOutputTokens()).isEmpty();
    assertThat(needs("{'messages':[],'max_tokens':1}").maxOutputTokens()).hasValue(1);
  }

  private static RequestNeeds needs(String body) {
    return RequestNeeds.of(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
