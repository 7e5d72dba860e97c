package dev.signalbox.gateway.wire.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.recorded.RecordedTraffic;
import dev.signalbox.gateway.wire.recorded.Recording;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checkers against the truth: what a provider accepted breaks no rule. */
final class RecordedRequestRulesTest {
  @ParameterizedTest
  @EnumSource(Protocol.class)
  void requestsThatAProviderAcceptedBreakNoRule(Protocol protocol, TestReporter reporter) {
    RequestRules rules = RequestRules.of(protocol);
    List<Recording> accepted = RecordedTraffic.acceptedRequests(protocol);
    Map<String, List<String>> broken = new TreeMap<>();
    for (Recording recording : accepted) {
      List<String> violations = rules.violations(recording.requestBody().orElseThrow());
      if (!violations.isEmpty()) {
        broken.put(recording.toString(), violations);
      }
    }

    assertThat(broken).isEmpty();
    reporter.publishEntry(protocol.id(), accepted.size() + " accepted requests break no rule");
  }
}
