package dev.signalbox.gateway.ui;

import dev.signalbox.gateway.sdk.Gateway;
import dev.signalbox.gateway.sdk.PackagedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of a process one browser, and one busy demo with a past. */
final class Demo implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(Demo.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Gateway.class || type == Chromium.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var store = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
    return parameter.getParameter().getType() == Chromium.class
        ? store.getOrComputeIfAbsent(Chromium.class, _ -> Chromium.launch(), Chromium.class)
        : store.getOrComputeIfAbsent(Gateway.class, _ -> start(), Gateway.class);
  }

  private static Gateway start() {
    try {
      PackagedProgram program =
          PackagedProgram.start(Files.createTempDirectory("signalbox-ui"), "demo", "-p", "0");
      Gateway gateway = Gateway.of(program);
      program.linesUntil(line -> line.startsWith("sample history"));
      return gateway;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
