package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class CardWriterTest {
  private static final String FULL =
      """
      {"id":"m/full","kind":"chat","name":"Full","family":"f","aliases":["full-1","full-2"],
       "limits":{"context_tokens":1,"max_input_tokens":2,"max_output_tokens":3,"dimensions":4},
       "capabilities":{"tools":"yes","vision":"no","pdf":"unknown","prefill":"yes"},
       "parameters":{"temperature":"no","stop":"yes","max_tokens_param":"most",
         "reasoning_control":["effort"],"reasoning_levels":["low","high"]},
       "price":{"source":"list","confidence":"agreed","as_of":"2026-11-01","rows":[
         {"input":1,"cache_read":0.1,"cache_write":10,"cache_write_hour":2.5,"audio_input":3,
          "output":4,"reasoning":5,"audio_output":600},
         {"tier":"batch","from":"2026-01-01","until":"2027-01-01","above_input_tokens":200000,
          "input":0.000000001},
         {"window":{"name":"night","days":["mon","sun"],"utc":["00:30-08:00","20:00-24:00"]},
          "output":2}]},
       "latency":{"ttft_millis":5,"tokens_per_second":6,"source":"bench"},
       "quality":[{"bench":"b","figure":7.5,"unit":"elo","date":"2026-02-03","trust":0.5,"source":"s"}],
       "governance":{"regions":["eu","us"],"trains_on_data":false,"retention_days":8,
         "clearances":["hipaa","pii"]},
       "lifecycle":{"stage":"deprecated","released":"2025-01-01","deprecated":"2026-01-01",
         "retired":"2027-01-01","replacement":"m/next"},
       "provenance":{"sources":["a","b"],"as_of":"2026-11-02","confidence":"single","note":"n",
         "same_as":"x/full","billion_parameters":9.5,"open_weights":true}}
      """;

  private static final String BARE =
      """
      {"id":"m/bare","kind":"embedding","name":"bare","lifecycle":{"stage":"active"}}
      """;

  @Test
  void writesEveryFieldAsItWasRead() {
    assertThat(written(FULL)).isEqualTo(tree(FULL).toString());
  }

  @Test
  void leavesOutWhatIsUnknown() {
    assertThat(written(BARE)).isEqualTo(tree(BARE).toString());
  }

  @Test
  void aSpeedAloneIsWrittenAsOne() {
    String slow =
        """
        {"id":"m/slow","kind":"chat","name":"slow",
         "latency":{"tokens_per_second":1,"source":"bench"},"lifecycle":{"stage":"active"}}
        """;

    assertThat(written(slow)).isEqualTo(tree(slow).toString());
  }

  private static String written(String card) {
    return CardWriter.toJson(CardReader.read(tree(card), LocalDate.EPOCH)).toString();
  }

  private static JsonNode tree(String json) {
    return CatalogReader.tree(json.getBytes(StandardCharsets.UTF_8));
  }
}
