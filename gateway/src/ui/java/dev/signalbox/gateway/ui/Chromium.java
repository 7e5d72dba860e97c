package dev.signalbox.gateway.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine's own Chromium, driven through its own Node: nothing is downloaded. {@code CHROMIUM}
 * and {@code PLAYWRIGHT_NODEJS_PATH} say where they are, else they are looked for.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it without a window. */
  static Chromium launch() {
    String node = program("PLAYWRIGHT_NODEJS_PATH", "node", "nodejs");
    String chromium = program("CHROMIUM", "chromium", "chromium-browser", "google-chrome");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node)));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(chromium))
                    .setArgs(QUIET));
    return new Chromium(playwright, browser);
  }

  private static String program(String variable, String... names) {
    String given = System.getenv(variable);
    if (given != null && !given.isBlank()) {
      return given;
    }
    return Stream.of(names)
        .flatMap(name -> onPath(name).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s is not on the path, and %s does not say where it is"
                        .formatted(names[0], variable)));
  }

  private static Optional<String> onPath(String name) {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** Somebody new, who knows nothing of visits before, at the gateway of that address. */
  Visit visit(String origin, Screen screen) {
    return new Visit(browser.newContext(screen.options().setBaseURL(origin)), origin);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
