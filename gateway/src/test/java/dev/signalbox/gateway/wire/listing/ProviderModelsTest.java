package dev.signalbox.gateway.wire.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderModelsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'object':'list','data':[{'id':'a'},{'id':'b:8b'}]}",
        "{'data':[{'type':'model','id':'a'},{'type':'model','id':'b:8b'}],'has_more':false}",
        "{'models':[{'name':'models/a'},{'name':'models/b:8b','baseModelId':'x'}]}",
        "{'models':[{'name':'A','model':'a'},{'name':'b:8b'}]}",
        "[{'id':'a'},{'id':'b:8b'},{'id':'a'}]",
        "{'data':['a','b:8b','',7,null,{},{'id':7}]}"
      })
  void readsTheIdsOfEveryShape(String json) {
    assertThat(ProviderModels.readIds(parse(json))).containsExactly("a", "b:8b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "7", "'a'", "{'data':{}}", "{'error':{'message':'no'}}"})
  void readsNothingFromAnythingElse(String json) {
    assertThat(ProviderModels.readIds(parse(json))).isEmpty();
  }

  @Test
  void readsNoMoreThanItsBounds() {
    ArrayNode list = StrictJson.mapper().createArrayNode();
    list.add("x".repeat(ProviderModels.MAX_ID_LENGTH + 1));
    for (int i = 0; i <= ProviderModels.MAX_IDS; i++) {
      list.add("m" + i);
    }

    assertThat(ProviderModels.readIds(list))
        .hasSize(ProviderModels.MAX_IDS)
        .startsWith("m0")
        .endsWith("m9999");
  }

  @Test
  void readsARecordedList() {
    Recording recording =
        Recordings.of("gemini").stream()
            .filter(each -> each.path().startsWith("/v1beta/models?"))
            .findFirst()
            .orElseThrow();

    assertThat(ProviderModels.readIds(recording.body().orElseThrow()))
        .hasSize(recording.body().orElseThrow().path("models").size())
        .noneMatch(id -> id.startsWith("models/"));
  }

  private static JsonNode parse(String json) {
    return StrictJson.tryParse(json.replace('\'', '"')).orElseThrow();
  }
}
