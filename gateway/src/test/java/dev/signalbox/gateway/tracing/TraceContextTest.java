package dev.signalbox.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>, as it is read. */
final class TraceContextTest {
  private static final String GOOD = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e47361-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-zz",
        "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      })
  void whatIsMalformedCountsAsAbsent(String traceparent) {
    assertThat(read(List.of(traceparent), List.of()).isValid()).isFalse();
  }

  @Test
  void readsWhatIsWellFormed() {
    SpanContext context = read(List.of(GOOD), List.of("a=1"));

    assertThat(context.isValid()).isTrue();
    assertThat(context.isRemote()).isTrue();
    assertThat(context.isSampled()).isTrue();
    assertThat(context.getTraceState().get("a")).isEqualTo("1");
  }

  @Test
  void readsALaterVersionAsFarAsItIsKnown() {
    String later = "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-then";

    assertThat(read(List.of(later), List.of()).isValid()).isTrue();
  }

  @Test
  void ofTwoParentsNobodyKnowsWhichIsMeant() {
    assertThat(read(List.of(GOOD, GOOD), List.of()).isValid()).isFalse();
  }

  @Test
  void aListMayComeInSeveralHeaders() {
    SpanContext context = read(List.of(GOOD), List.of("a=1", "b=2"));

    assertThat(context.getTraceState().size()).isEqualTo(2);
  }

  @Test
  void aListWithoutAParentIsNothing() {
    assertThat(read(List.of(), List.of("a=1")).isValid()).isFalse();
  }

  private static SpanContext read(List<String> parents, List<String> states) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    parents.forEach(parent -> headers.add("Traceparent", parent));
    states.forEach(state -> headers.add("Tracestate", state));
    return Span.fromContext(TraceContext.of(headers)).getSpanContext();
  }
}
