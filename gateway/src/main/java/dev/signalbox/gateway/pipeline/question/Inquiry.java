package dev.signalbox.gateway.pipeline.question;

import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.pipeline.Offload;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.taking.Spending;
import dev.signalbox.gateway.route.Ask;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * What the bytes of a client's request say of it, as far as routing goes: the same for requests
 * that are served and for those that are only asked about.
 *
 * @param model the name as it came
 * @param stream whether a stream is wanted
 */
public record Inquiry(String model, boolean stream, RequestNeeds needs) {
  /**
   * An inquiry with what its model name stands for.
   *
   * @param reportAs the model name answers report; empty text reports the one that answered
   */
  public record Asked(Ask ask, String reportAs) {}

  /**
   * Reads {@code call}; fails with a {@link dev.signalbox.gateway.wire.problem.ProblemException}
   * when it cannot be read.
   */
  public static Future<Inquiry> read(Serving serving, GenerationCall call) {
    return Offload.compute(serving.vertx(), call.body().size(), () -> read(call));
  }

  private static Inquiry read(GenerationCall call) {
    BodyScan scan = call.body().scanned();
    return new Inquiry(
        modelOf(scan, call),
        call.target().stream().orElseGet(() -> scan.flag("stream")),
        call.body().needs());
  }

  private static String modelOf(BodyScan scan, GenerationCall call) {
    return call.target()
        .model()
        .or(() -> scan.text("model"))
        .filter(name -> !name.isEmpty())
        .orElseThrow(() -> Problem.modelMissing().toException());
  }

  /** What routing is asked when {@code call} came from {@code origin}. */
  public Future<Asked> asked(
      Serving serving, Exchange.Origin origin, GenerationCall call, LossPreview.Extent extent) {
    Asking asking = new Asking(serving, origin, call.names());
    Asking.Named named = asking.named(model);
    return new PromptCounting(serving)
        .counted(call, needs, named.meaning())
        .compose(
            counted ->
                losses(serving, call, named, extent)
                    .map(
                        lost ->
                            new Asked(
                                asking
                                    .ask(named, call.format().protocol(), counted, lost)
                                    .within(Spending.left(serving, origin)),
                                named.reportAs())))
        .compose(asked -> placed(serving, call, asked, extent));
  }

  private static Future<Map<String, List<String>>> losses(
      Serving serving, GenerationCall call, Asking.Named named, LossPreview.Extent extent) {
    return Offload.compute(
        serving.vertx(),
        call.body().size(),
        () -> LossPreview.of(serving, call, named.meaning(), extent));
  }

  private static Future<Asked> placed(
      Serving serving, GenerationCall call, Asked asked, LossPreview.Extent extent) {
    return new PromptPlacing(serving)
        .placed(asked.ask(), call.body(), extent == LossPreview.Extent.WHERE_IT_DECIDES)
        .map(ask -> new Asked(ask, asked.reportAs()));
  }
}
