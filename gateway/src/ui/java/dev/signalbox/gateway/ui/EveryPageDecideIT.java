package dev.signalbox.gateway.ui;

import dev.signalbox.gateway.sdk.Gateway;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages of the group "Decide" are fit to be seen, as {@link Inspection} says. */
@ExtendWith(Demo.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryPageDecideIT {
  static final String GROUP = "Decide";

  private final Inspection inspection;

  EveryPageDecideIT(Chromium chromium, Gateway gateway) {
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
