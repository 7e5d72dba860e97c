package dev.signalbox.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ConnectionCapTest {
  private final Surroundings around = new Surroundings();
  private final Protection protection = around.protection(3);
  private final ConnectionCap cap = protection.connections();
  private final List<Boolean> told = new ArrayList<>();
  private final ConnectionCap.Acceptor acceptor = told::add;

  private void open(int connections) {
    IntStream.range(0, connections).forEach(_ -> assertThat(cap.opened(acceptor)).isTrue());
  }

  @Test
  @DisplayName("O07 accepting stops at the bound and goes on when a connection has ended")
  void stopsAtTheBound() {
    open(2);
    assertThat(told).isEmpty();
    open(1);
    assertThat(told).containsExactly(false);
    assertThat(protection.standing().troubles()).containsExactly("not_accepting");

    cap.closed();

    assertThat(told).containsExactly(false, true);
    assertThat(protection.standing().troubles()).isEmpty();
    assertThat(around.count("accept_paused")).isEqualTo(1);
  }

  @Test
  @DisplayName("O07 what was accepted before it stopped may stay, but not without end")
  void keepsAFewBeyondTheBound() {
    open(3 + 64);

    assertThat(cap.opened(acceptor)).isFalse();
    assertThat(told).containsOnly(false);
  }

  @Test
  @DisplayName("O07 accepting stops before the files are used up, and between two looks at them")
  void stopsBeforeTheFilesAreUsedUp() {
    around.use(new Usage(0, 0, 88, 100));
    protection.measure();
    open(1);
    assertThat(told).isEmpty();
    open(1);
    assertThat(told).containsExactly(false);
    around.use(new Usage(0, 0, 89, 100));

    protection.measure();

    assertThat(told).containsExactly(false, true);
  }

  @Test
  @DisplayName("O07 a listener that comes while there is no room does not accept either")
  void tellsALateListener() {
    open(3);
    told.clear();
    List<Boolean> late = new ArrayList<>();

    cap.opened(late::add);

    assertThat(late).containsExactly(false);
  }
}
