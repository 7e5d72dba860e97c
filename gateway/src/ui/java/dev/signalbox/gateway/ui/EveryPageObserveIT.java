package dev.signalbox.gateway.ui;

import dev.signalbox.gateway.sdk.Gateway;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages of the group "Observe" are fit to be seen, as {@link Inspection} says. */
@ExtendWith(Demo.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryPageObserveIT {
  static final String GROUP = "Observe";

  private final Inspection inspection;

  EveryPageObserveIT(Chromium chromium, Gateway gateway) {
    inspection = new Inspection(chromium, gateway);
  }

  @TestFactory
  Stream<DynamicTest> isFitToBeSeen() {
    return inspection.ofPages(GROUP::equals);
  }

  @AfterAll
  void leave() {
    inspection.close();
  }
}
