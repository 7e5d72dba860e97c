package dev.signalbox.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.engine.price.Confidence;
import dev.signalbox.engine.price.PriceRow;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogReaderTest {
  private static final String PRICE = "'price':{'source':'s','rows':[{'input':1,'output':2%s}%s]}";

  @Test
  void aCapabilityThatIsNotNamedIsUnknown() {
    ModelCard card = only(read(model("'capabilities':{'tools':'no'}")));

    assertThat(card.supports(Capability.TOOLS)).isEqualTo(Support.NO);
    assertThat(card.supports(Capability.VISION)).isEqualTo(Support.UNKNOWN);
  }

  @Test
  void aPriceIsReadInDollarsAMillionAndDatedByTheFile() {
    ModelCard card =
        only(
            read(
                model(
                    "'price':{'source':'s','confidence':'agreed','rows':[{'input':0.15,'output':2}]}")));

    assertThat(card.price())
        .isEqualTo(
            new PriceSheet(
                List.of(PriceRow.of(Rates.of(150_000_000, 2_000_000_000))),
                "s",
                Confidence.AGREED,
                Optional.of(LocalDate.of(2026, 11, 20))));
  }

  @Test
  void aCardWithoutPriceHasNone() {
    assertThat(only(read(model("'name':'X'"))).price()).isEqualTo(PriceSheet.UNKNOWN);
  }

  @Test
  void aRateMayHaveNineDecimals() {
    ModelCard card = only(read(model("'price':{'source':'s','rows':[{'input':0.000000001}]}")));

    assertThat(card.price().rows().getFirst().rates().input()).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'limits':{'max_output_tokens':0}               | `limits.max_output_tokens` must be a whole number from 1
          'limits':{'context_tokens':1.5}                | `limits.context_tokens` must be a whole number from 1
          'limits':{'context_tokens':9999999999}         | `limits.context_tokens` must be a whole number from 1
          'limits':[]                                    | `limits` must be an object
          'capabilities':{'fly':'yes'}                   | there is no field `capabilities.fly`: allowed are tools,
          'capabilities':{'tools':'maybe'}               | `capabilities.tools` cannot be `maybe`: allowed are yes, no, unknown
          'colour':'red'                                 | there is no field `colour`: allowed are id, kind,
          'aliases':'y'                                  | `aliases` must be a list
          'aliases':[1]                                  | `aliases[0]` must be a text
          'aliases':['y','y']                            | `aliases` says the same twice
          'name':''                                      | `name` must be a text
          'parameters':{'stop':'sometimes'}              | `parameters.stop` cannot be `sometimes`
          'latency':{'ttft_millis':-1,'source':'s'}      | `latency.ttft_millis` must be a whole number from 0
          'latency':{'ttft_millis':1}                    | `latency.source` is missing
          'quality':[{'bench':'b','figure':1,'source':'s'}]             | `quality[0].trust` is missing
          'quality':[{'bench':'b','figure':1,'trust':2,'source':'s'}]   | `quality[0].trust` must be above 0 and at most 1
          'quality':[{'bench':'b','figure':'1','trust':1,'source':'s'}] | `quality[0].figure` must be a number
          'quality':[{'figure':1,'trust':1,'source':'s'}]               | `quality[0].bench` is missing
          'governance':{'trains_on_data':'no'}           | `governance.trains_on_data` must be true or false
          'governance':{'retention_days':-1}             | `governance.retention_days` must be a whole number from 0
          'lifecycle':{'stage':'dead'}                   | `lifecycle.stage` cannot be `dead`: allowed are preview, active, deprecated, retired
          'lifecycle':{'released':'2026-02-30'}          | `lifecycle.released` must be a date such as 2026-07-30
          'lifecycle':{'released':'2026-10'}             | `lifecycle.released` must be a date
          'lifecycle':{'released':'2026-02-02','retired':'2026-02-01'} | `lifecycle.released` must not be after
          'lifecycle':{'replacement':'m/none'}           | `lifecycle.replacement` is `m/none`, which is no other card
          'lifecycle':{'replacement':'m/x'}              | `lifecycle.replacement` is `m/x`, which is no other card
          'provenance':{'same_as':'m/none'}              | `provenance.same_as` is `m/none`, which is no other card
          'provenance':{'billion_parameters':0}          | `provenance.billion_parameters` must be above 0
          'provenance':{'confidence':'sure'}             | `provenance.confidence` cannot be `sure`
          'price':{'rows':[{'input':1}]}                 | `price.source` is missing
          'price':{'source':'s','rows':[]}               | `price.rows` are missing
          'price':{'source':'s','rows':{}}               | `price.rows` must be a list
          'price':{'source':'s','rows':[{'cache_read':1}]} | `price.rows[0].input` or `output` must be there
          """)
  void aFaultNamesTheModelAndTheField(String field, String message) {
    assertThatThrownBy(() -> read(model(field)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("catalog model `m/x`: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ,'cache_read':-1            | ~~  | `price.rows[0].cache_read` must be dollars per million tokens, from 0
          ,'cache_read':'1'           | ~~  | `price.rows[0].cache_read` must be dollars
          ,'cache_read':1e-10         | ~~  | `price.rows[0].cache_read` must have at most nine decimals
          ,'cache_read':1e11          | ~~  | `price.rows[0].cache_read` must have at most nine decimals
          ,'per_minute':1             | ~~  | there is no field `price.rows[0].per_minute`: allowed are tier,
          ,'tier':'slow'              | ~~  | `price.rows[0].tier` cannot be `slow`: allowed are standard, batch, flex, priority
          ,'from':'soon'              | ~~  | `price.rows[0].from` must be a date
          ,'from':'2026-01-02','until':'2026-01-02' | ~~ | `price.rows[0].until` is the day after the last, so it must be after `from`
          ,'above_input_tokens':0     | ~~  | `price.rows[0].above_input_tokens` must be a whole number from 1
          ,'window':{'name':'w','days':['mon'],'utc':['25:00-26:00']} | ~~ | `price.rows[0].window.utc` must be hours such as 01:00-04:00
          ,'window':{'name':'w','days':['mon'],'utc':['04:00-01:00']} | ~~ | `price.rows[0].window.utc` must end after it begins
          ,'window':{'name':'w','days':['moon'],'utc':['01:00-04:00']} | ~~ | `price.rows[0].window.days` cannot be `moon`
          ,'window':{'name':'w','days':[],'utc':['01:00-04:00']}      | ~~ | `price.rows[0].window.days` are missing
          ,'window':{'name':'w','days':['mon'],'utc':[]}              | ~~ | `price.rows[0].window.utc` is missing
          ,'window':{'days':['mon'],'utc':['01:00-04:00']}            | ~~ | `price.rows[0].window.name` is missing
          ~~                          | ,{'input':3} | `price.rows` are ambiguous: rows [0] and [1] hold at the same time
          ,'until':'2026-02-01'       | ,{'from':'2026-01-31','input':3} | `price.rows` are ambiguous
          ,'window':{'name':'a','days':['mon','tue'],'utc':['01:00-04:00']} | ,{'input':3,'window':{'name':'b','days':['tue'],'utc':['03:59-24:00']}} | `price.rows` are ambiguous
          """)
  void aFaultOfAPriceNamesTheModelAndTheField(String row, String second, String message) {
    assertThatThrownBy(() -> read(model(PRICE.formatted(text(row), text(second)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("catalog model `m/x`: " + message);
  }

  @Test
  void rowsThatFollowEachOtherDoNotCompete() {
    Catalog catalog =
        read(
            model(
                PRICE.formatted(
                    ",'until':'2026-02-01'", ",{'from':'2026-02-01','input':3,'output':3}")));

    assertThat(only(catalog).price().rows()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'kind':'chat'}", "{'id':'m/x'}", "{'id':'x','kind':'chat'}", "1"})
  void aCardNeedsAnIdAndAKind(String card) {
    assertThatThrownBy(() -> read(card))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("catalog model `");
  }

  @Test
  void anIdOccursOnce() {
    assertThatThrownBy(() -> read(model("'name':'a'") + "," + model("'name':'b'")))
        .hasMessage("two cards have the id `m/x`");
  }

  @Test
  void aNameMeansOneModelOfAMaker() {
    assertThatThrownBy(
            () -> read("{'id':'m/a','kind':'chat'},{'id':'m/b','kind':'chat','aliases':['a']}"))
        .hasMessage("catalog model `m/b`: the name `a` in `aliases` is that of `m/a` too");
  }

  @Test
  void theSameNameAtTwoMakersIsNoFault() {
    Catalog catalog = read("{'id':'m/a','kind':'chat'},{'id':'n/b','kind':'chat','aliases':['a']}");

    assertThat(catalog.named("a")).extracting(ModelCard::id).containsExactly("m/a", "n/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'schema':1,'as_of':'2026-11-20','models':[]} | `schema` must be 2
          {'schema':2,'models':[]}                      | `as_of` is missing
          {'schema':2,'as_of':'2026-11-20'}             | `models` must be a list with at least one model
          {'schema':2,'as_of':'2026-11-20','more':1}    | there is no field `more`: allowed are schema, as_of, sources, models
          {'schema':2,'schema':2}                       | the file is not JSON
          {'schema':2} {}                               | the file is not JSON
          {                                             | the file is not JSON
          """)
  void aFileOfAnotherShapeIsRefused(String file, String message) {
    assertThatThrownBy(() -> CatalogReader.read(bytes(file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aSourceNeedsANameAndALicence() {
    assertThatThrownBy(
            () ->
                CatalogReader.read(
                    bytes(
                        "{'schema':2,'as_of':'2026-11-20','sources':[{'name':'s'}],'models':[%s]}"
                            .formatted(model("'name':'a'")))))
        .hasMessage("`sources[0].licence` is missing");
  }

  private static ModelCard only(Catalog catalog) {
    return catalog.cards().getFirst();
  }

  private static String model(String field) {
    return "{'id':'m/x','kind':'chat',%s}".formatted(field);
  }

  private static Catalog read(String models) {
    return CatalogReader.read(bytes("{'schema':2,'as_of':'2026-11-20','models':[" + models + "]}"));
  }

  /** What the table gives for an empty cell is no text at all. */
  private static String text(String cell) {
    return cell == null ? "" : cell;
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
